export { billingAddress, billingOf, billOf, type Billed } from './billing.ts';
export { MOST_LINES, type DraftLine, type ShownLine } from './line.ts';
export { orgOnPaper, paperFile } from './paper-file.ts';
export { paperLine } from './paper-line.tsx';
export { rateText } from './rate-text.ts';
export { smallPrint } from './small-print.ts';
export { taxRows } from './tax-rows.ts';
export { settledTotals, totalsOf, type TaxGroup, type Totals } from './tax-totals.ts';
export { fits, invoiceTotals, MOST_MINOR, type LineSum, type LineTotals } from './totals.ts';
