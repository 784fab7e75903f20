export {
  entriesOf,
  eventWords,
  historyEntry,
  historyOf,
  type EntryRow,
  type HistoryEntry,
  type HistoryOf,
} from './history.ts';
export { record, type EventName, type Happening } from './record.ts';
