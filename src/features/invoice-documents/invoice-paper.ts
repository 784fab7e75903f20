import type { Paper } from '../../platform/drawing/index.ts';
import type { InvoiceDocument } from './invoice-document.ts';

/** An invoice or credit note as a PDF/A. */
export const invoicePaper: Paper<InvoiceDocument> = {
  name: 'invoice',
  load: async () => ({ draw: (await import('./invoice-pdf.ts')).invoicePdf }),
};
