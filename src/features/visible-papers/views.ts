// What the views are given: types only, so that no view comes near a query.
export type { VisibleNoteDetail } from './note-queries.ts';
export type { VisibleNote } from './visible-notes.ts';
