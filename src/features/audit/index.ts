export {
  entriesOf,
  eventWords,
  fieldWords,
  historyEntry,
  historyOf,
  type EntryRow,
  type HistoryEntry,
  type HistoryOf,
} from './history.ts';
export { record, type EventName, type Happening } from './record.ts';
export { findEvent, type PastEvent } from './find-event.ts';
export { onceOnly } from './once-only.ts';
export { type ReactiveName } from './reactive.ts';
export { auditPersonal } from './personal.ts';
export { logNamesKept } from './retention.ts';
