// What the views are given: types only, so that no view comes near a query.
export type { CreditLeft, InvoicePaid, Refund } from './queries.ts';
