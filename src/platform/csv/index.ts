export { csvAnswer, streamOf } from './answer.ts';
export { CsvRefusal, delimiters, encodings, maxRecordBytes } from './csv.ts';
export type { CsvRecord, CsvRefusalReason, CsvSource, Delimiter, Dialect, Encoding } from './csv.ts';
export { inspectCsv, type CsvShape } from './dialect.ts';
export { readRecords } from './read.ts';
export { byteOrderMark, csvLine, withoutFormulaGuard } from './write.ts';
