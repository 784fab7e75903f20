export {
  BUCKETS,
  ageingOf,
  isFirstDay,
  kindOf,
  noSums,
  notSet,
  PERIODS,
  rangeOf,
  type Ageing,
  type Movement,
  type Range,
  type StatementPage,
  type Sums,
} from './statement.ts';
export type { StatementDocument } from './statement-pdf.ts';
export { MOST_IN_PDF, statementPaper } from './statement-paper.ts';
export { closingInWords, movementText } from './words.ts';
