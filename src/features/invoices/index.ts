export { invoiceDueMinor, invoiceState, isUnpaid, type Invoice, type InvoiceState } from './invoice.ts';
export { InvoiceChip } from './invoice-chip.tsx';
export type { InvoiceDocument } from './invoice-document.ts';
export { invoicePdf } from './invoice-pdf.ts';
export { importInvoices } from './import-invoices.ts';
export type { InvoiceLineRow, InvoiceRow } from './import-row.ts';
export { settledTotals, totalsOf, type Totals } from './import-totals.ts';
