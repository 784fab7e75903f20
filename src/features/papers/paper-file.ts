import { paperName } from '../../platform/drawing/index.ts';
import type { Services } from '../../platform/services.ts';
import { shownPhone } from '../access/index.ts';
import { invoicePaper, type InvoiceDocument } from '../invoice-documents/index.ts';
import { type OrgRow } from '../sessions/index.ts';

/** The org as its papers name it. */
export function orgOnPaper(org: OrgRow, logo: Uint8Array | null): InvoiceDocument['org'] {
  return { ...org, logo, phone: org.phone === null ? null : shownPhone(org.phone, org.country) };
}

/** Whom a paper is drawn for. */
interface Visit {
  readonly services: Services;
  readonly org: { readonly slug: string };
  readonly now: Temporal.Instant;
}

/** A paper as a PDF, and what its file is called. @throws Busy */
export async function paperFile({ services, org, now }: Visit, document: InvoiceDocument) {
  const kind = document.kind === 'invoice' ? 'invoice' : 'credit-note';
  return {
    name: paperName(`${org.slug}-${kind}-${document.number ?? 'draft'}`),
    bytes: await services.drawing.draw(invoicePaper, document, now),
  };
}
