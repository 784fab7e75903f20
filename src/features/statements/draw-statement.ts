import type { StatementDocument } from './statement-pdf.ts';

/** The most movements of one PDF: it is drawn in one go, and nothing else is answered meanwhile. The CSV has no end. */
export const MOST_IN_PDF = 1000;

/** A statement as a PDF/A. What draws PDFs is loaded with the first one. */
export async function drawStatement(document: StatementDocument, now: Temporal.Instant): Promise<Uint8Array> {
  const { statementPdf } = await import('./statement-pdf.ts');
  return statementPdf(document, now);
}
