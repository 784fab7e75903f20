export { changesBetween, type DetailChange, type FieldChange } from './change.ts';
export { DetailChanges } from './changes.page.tsx';
export { detailHistoryPersonal } from './personal.ts';
export { detailChangesOf } from './queries.ts';
export { writeChanges } from './write-changes.ts';
