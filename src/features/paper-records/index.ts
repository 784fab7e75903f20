export type { InvoicePart } from './invoice-record.tsx';
export { jobInvoices } from './job-invoices.tsx';
export { invoicesThatFit } from './lists.tsx';
export { officePapers } from './office.tsx';
export { invoicePdf } from './pdf.ts';
