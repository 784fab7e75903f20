export { importPayments, type PaymentRow } from './import-payments.ts';
