import type { Paper } from '../../platform/drawing/index.ts';
import type { StatementDocument } from './statement-pdf.ts';

/** The most movements of one PDF: some 300 pages. The CSV has no end. */
export const MOST_IN_PDF = 10_000;

/** A statement as a PDF/A. */
export const statementPaper: Paper<StatementDocument> = {
  name: 'statement',
  load: async () => ({ draw: (await import('./statement-pdf.ts')).statementPdf }),
};
