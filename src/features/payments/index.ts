export { customerBalance } from '../ledger/index.ts';
export { allocateCredit, releaseAllocation } from './allocate.ts';
export { importPayments, type PaymentRow } from './import-payments.ts';
export { isMethod, METHODS, oldestFirst, splitRefusal, type Method, type Payment, type Split } from './payment.ts';
export { MOST_PAYMENT_MINOR, paymentPosting, recordPayment, type NewPayment } from './record-payment.ts';
export { returnPayment } from './return-payment.ts';
export { officePayments } from './office.tsx';
export { findPayment, listPayments } from './queries.ts';
