import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { answerPaper } from '../../platform/drawing/index.ts';
import { idAsked, readerVoice, type OfficeVisit } from '../access/index.ts';
import { findNote, noteDocument } from '../credit-notes/index.ts';
import type { InvoiceDocument } from '../invoice-documents/index.ts';
import { findInvoice, invoiceDocument } from '../invoices/index.ts';
import { billOf, orgOnPaper, paperFile, type Billed } from '../papers/index.ts';

/** Of drafts too. A draft and a void one are marked as such across the paper. */
export async function answerInvoicePdf(visit: OfficeVisit): Promise<Response> {
  return answerPaper(await invoicePdf(visit, idAsked(visit)));
}

export async function answerNotePdf(visit: OfficeVisit): Promise<Response> {
  return answerPaper(await draw(visit, idAsked(visit), findNote, noteDocument));
}

/** @throws NotFound */
export function invoicePdf(visit: OfficeVisit, id: string): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  return draw(visit, id, findInvoice, invoiceDocument);
}

async function draw<Found extends Billed & { readonly customer_number: string }>(
  visit: OfficeVisit,
  id: string,
  find: (tx: Tx, actor: StaffActor, id: string) => Promise<Found>,
  documentOf: (said: Found & Pick<InvoiceDocument, 'org' | 'customer' | 'locale'>) => InvoiceDocument,
) {
  const { actor, org } = visit;
  const said = await visit.read(async (tx) => {
    const found = await find(tx, actor, id);
    const [picture, bill, { locale }] = await Promise.all([
      tx.selectFrom('orgs').select('logo').where('id', '=', actor.orgId).executeTakeFirst(),
      billOf(tx, actor, found, org),
      readerVoice(tx, actor.orgId, { customerId: found.customer_id }),
    ]);
    const customer = { number: found.customer_number, ...bill };
    return { ...found, org: orgOnPaper(org, picture?.logo ?? null), customer, locale };
  });
  return paperFile(visit, documentOf(said));
}
