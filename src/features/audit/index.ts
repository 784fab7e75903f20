export { record, type EventName, type Happening } from './record.ts';
