import type { InvoiceDocument } from './invoice-document.ts';

/**
 * An invoice as a PDF/A. What draws PDFs is loaded with the first one: measured at 36 MB and most of a second, which neither
 * the start nor a process that draws none has to pay.
 */
export async function drawInvoice(document: InvoiceDocument, now: Temporal.Instant): Promise<Uint8Array> {
  const { invoicePdf } = await import('./invoice-pdf.ts');
  return await invoicePdf(document, now);
}
