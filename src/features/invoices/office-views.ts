// What the office's views are given: types only, so that no view comes near a query.
export type { ListPage } from '../../platform/db/index.ts';
export type { InvoiceListed, InvoiceRecord, ListState, PaymentOfInvoice, TaxRate } from './queries.ts';
