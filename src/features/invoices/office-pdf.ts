import type { OfficeVisit } from '../access/index.ts';
import { readerVoice, shownPhone } from '../access/index.ts';
import { drawInvoice, type InvoiceDocument } from '../invoice-documents/index.ts';
import type { Bill } from './office-record.tsx';
import { settledByCredit } from './credits.ts';
import { findInvoice } from './queries.ts';
import { billOf } from './office-record.tsx';

/** An invoice or a draft as paper; a draft and a void one are marked as such across it. */
export async function answerPdf(visit: OfficeVisit): Promise<Response> {
  const { name, bytes } = await drawPdf(visit, visit.c.req.param('id') ?? '');
  return visit.c.body(new Uint8Array(bytes), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${name}"`,
  });
}

/** The paper and what its file is called. @throws NotFound */
export async function drawPdf(visit: OfficeVisit, id: string): Promise<{ name: string; bytes: Uint8Array }> {
  const { actor, org } = visit;
  const { invoice, locale, logo, bill } = await visit.read(async (tx) => {
    const [found, picture] = await Promise.all([
      findInvoice(tx, actor, id),
      tx.selectFrom('orgs').select('logo').where('id', '=', actor.orgId).executeTakeFirst(),
    ]);
    const { locale } = await readerVoice(tx, actor.orgId, { customerId: found.customer_id });
    return { invoice: found, locale, logo: picture?.logo ?? null, bill: await billOf(tx, actor, found, org) };
  });
  const bytes = await drawInvoice(documentOf(visit, invoice, { locale, logo, bill }), visit.now);
  const name = `${org.slug}-invoice-${(invoice.number ?? 'draft').replace(/[^A-Za-z0-9.-]+/g, '-')}.pdf`;
  return { name, bytes };
}

function documentOf(
  { org }: OfficeVisit,
  invoice: Awaited<ReturnType<typeof findInvoice>>,
  { locale, logo, bill }: { locale: string; logo: Uint8Array | null; bill: Bill },
): InvoiceDocument {
  const { state } = invoice;
  return {
    ...invoice,
    kind: 'invoice',
    settled_by_credit_minor: settledByCredit(invoice.credits),
    corrects: null,
    reason: null,
    state: state === 'void' || state === 'issued' ? state : 'draft',
    org: { ...org, logo, phone: org.phone === null ? null : shownPhone(org.phone, org.country) },
    customer: { number: invoice.customer_number, ...bill },
    locale,
  };
}
