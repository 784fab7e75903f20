export { importPayments, type PaymentRow } from './import-payments.ts';
export { officePayments } from './office.tsx';
