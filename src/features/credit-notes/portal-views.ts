// What the portal's views are given: types only, so that no view comes near a query.
export type { VisibleNoteDetail } from './portal-queries.ts';
