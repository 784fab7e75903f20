export type { InvoiceDocument } from './invoice-document.ts';
export { invoicePaper } from './invoice-paper.ts';
