export type { InvoiceDocument } from './invoice-document.ts';
export { answerPaper, orgOnPaper, paperFile } from './paper-file.ts';
