export { drawInvoice } from './draw-invoice.ts';
export type { InvoiceDocument } from './invoice-document.ts';
