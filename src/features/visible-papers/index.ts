export { duesVisibleTo, invoicesVisibleTo, numberOfInvoice, unpaidInvoices } from './invoice-queries.ts';
export { papersPortal, type PortalInvoicePart } from './portal.tsx';
export { TransferDetails } from './transfer.tsx';
export type { VisibleInvoice } from './visible-invoice.ts';
