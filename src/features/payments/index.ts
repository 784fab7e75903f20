export { importPayments, type PaymentRow } from './import-payments.ts';
export { officePayments } from './office.tsx';
export { paymentsPersonal } from './personal.ts';
export { recordRefund } from './record-refund.ts';
