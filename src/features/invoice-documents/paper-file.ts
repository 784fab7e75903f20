import type { Context } from 'hono';
import { shownPhone } from '../access/index.ts';
import { type OrgRow } from '../sessions/index.ts';
import { drawInvoice } from './draw-invoice.ts';
import type { InvoiceDocument, InvoiceDocumentOrg } from './invoice-document.ts';

/** The org as its papers name it. */
export function orgOnPaper(org: OrgRow, logo: Uint8Array | null): InvoiceDocumentOrg {
  return { ...org, logo, phone: org.phone === null ? null : shownPhone(org.phone, org.country) };
}

/** A paper as a PDF, and what its file is called: letters, digits, dots and dashes only, safe in a header and on every disk. */
export async function paperFile(slug: string, document: InvoiceDocument, now: Temporal.Instant) {
  const kind = document.kind === 'invoice' ? 'invoice' : 'credit-note';
  const number = (document.number ?? 'draft').replace(/[^A-Za-z0-9.-]+/g, '-');
  return { name: `${slug}-${kind}-${number}.pdf`, bytes: await drawInvoice(document, now) };
}

export function answerPaper(c: Context, { name, bytes }: { name: string; bytes: Uint8Array }): Response {
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${name}"`,
  });
}
