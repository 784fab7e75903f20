export { moveSeriesPast, takeNumbers, type SeriesKind } from './import-numbers.ts';
