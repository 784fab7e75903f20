export { invoiceDueMinor, invoiceState, isUnpaid, type Invoice, type InvoiceState } from './invoice.ts';
export { InvoiceChip } from './invoice-chip.tsx';
export type { InvoiceDocument } from './invoice-document.ts';
export { invoicePdf } from './invoice-pdf.ts';
