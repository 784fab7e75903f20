// What the portal's views are given: types only, so that no view comes near a query.
export type { VisibleInvoice } from './visible-invoice.ts';
export type { VisibleNote } from './visible-notes.ts';
