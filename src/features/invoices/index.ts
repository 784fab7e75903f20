export { creditCorrects, creditSettles, isCreditOfInvoice } from './credits.ts';
export { importInvoices } from './import-invoices.ts';
export type { InvoiceLineRow, InvoiceRow } from './import-row.ts';
export { InvoiceChip } from './invoice-chip.tsx';
export { invoiceDocument } from './invoice-document.ts';
export { invoiceSums } from './invoice-sums.ts';
export { changeRefusal, invoiceDueMinor, invoiceState, isCreditable, issueRefusal, isUnpaid } from './invoice.ts';
export { issueInvoice, type Terms } from './issue-invoice.ts';
export { methodWord } from './method-word.ts';
export { invoicesPersonal } from './personal.ts';
export {
  findInvoice,
  INVOICE_STATES,
  invoiceIds,
  listInvoices,
  openInvoices,
  paymentsOf,
  type InvoiceFilterState,
  type InvoiceListed,
  type InvoiceRecord,
  type OpenInvoice,
  type PaymentOfInvoice,
} from './queries.ts';
export { createDraft, deleteDraft, lockInvoice, saveDraft, type Draft } from './save-draft.ts';
export { voidInvoice } from './void-invoice.ts';
