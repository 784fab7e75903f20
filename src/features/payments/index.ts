export { importPayments, type PaymentRow } from './import-payments.ts';
export { invoicesSettledBy, refundsOf, type InvoicePaid, type Refund } from './queries.ts';
export { allocatedParts, settleOwnInvoice, takeBack } from './source.ts';
export { Uses } from './uses.page.tsx';
export { officePayments } from './office.tsx';
export { paymentsPersonal } from './personal.ts';
export { recordRefund } from './record-refund.ts';
