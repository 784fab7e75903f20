export { holdSeries, moveSeriesPast, takeNumbers, type SeriesKind } from './import-numbers.ts';
export { numberSeries, saveSeries, SERIES_KINDS, seriesProblem, type Series } from './series.ts';
export { takeNumber } from './take-number.ts';
