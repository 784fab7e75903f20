export {
  changeRefusal,
  invoiceDueMinor,
  invoiceState,
  issueRefusal,
  voidRefusal,
  type Invoice,
  type InvoiceState,
} from './invoice.ts';
export { InvoiceChip } from './invoice-chip.tsx';
export type { InvoiceDocument } from './invoice-document.ts';
export { importInvoices } from './import-invoices.ts';
export type { InvoiceLineRow, InvoiceRow } from './import-row.ts';
export { settledTotals, totalsOf, type Totals } from './import-totals.ts';
export { billingAddress, invoicePosting, issueInvoice, type Terms } from './issue-invoice.ts';
export { findInvoice, listInvoices, openInvoices, type OpenInvoice } from './queries.ts';
export { createDraft, deleteDraft, MOST_LINES, saveDraft, type Draft, type DraftLine } from './save-draft.ts';
export { fits, invoiceTotals, MOST_MINOR, type LineSum } from './totals.ts';
export { voidInvoice } from './void-invoice.ts';
export { invoicesPortal } from './portal.tsx';
export { duesVisibleTo, numberOfInvoice, unpaidInvoices } from './portal-queries.ts';
export { TransferDetails } from './transfer.tsx';
export type { VisibleInvoice } from './visible-invoice.ts';
export { CustomerSide } from './office-customer.page.tsx';
export { officeInvoices } from './office.tsx';
export { jobInvoices } from './job-invoices.tsx';
