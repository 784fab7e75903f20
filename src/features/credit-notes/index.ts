export { createNote, type NoteDraft, type NoteLine } from './save-credit-note.ts';
export { issueNote } from './issue-credit-note.ts';
export { officeCreditNotes } from './office.tsx';
export { creditNotesPortal } from './portal.tsx';
