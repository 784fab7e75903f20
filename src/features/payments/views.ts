// What the office's views are given: types only, so that no view comes near a query.
export type { ListPage } from '../../platform/db/index.ts';
export type { PaymentListed, PaymentRecord } from './queries.ts';
