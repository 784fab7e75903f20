export { importKinds, isImportKind, fieldOf, fields, type ImportKind } from './fields.ts';
export {
  headersHash,
  lacking,
  type Mapping,
  validMapping,
  knowsHeader,
  proposeMapping,
  recognisedBy,
} from './mapping.ts';
export { type Reading, validReading, proposeReading, type OrgDefaults, type ProposedReading } from './reading.ts';
export { eitherText, fieldText, problemText, reasonText } from './said.ts';
export { type CellProblem, Cells, type Layout } from './cells.ts';
export { invoiceStateWords, customerKindWords, paymentMethodWords, stepWords } from './words-in-files.ts';
export { chosenColumns, layoutForm, mappingForm, mappingProblems } from './mapping-form.ts';
export { sampleFile } from './samples.ts';
