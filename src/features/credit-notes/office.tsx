import type { Hono } from 'hono';
import { Invalid, NotFound, refuse, type Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts } from '../../ui/index.ts';
import { officeDoor, readerVoice, shownPhone, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { eventWords, historyOf } from '../audit/index.ts';
import { drawInvoice } from '../invoice-documents/index.ts';
import { billingOf } from '../invoices/index.ts';
import { invoicesSettledBy, refundsOf } from '../payments/index.ts';
import { customerAsked } from '../picking/index.ts';
import { changeRefusal, issueRefusal } from './credit-note.ts';
import { issueNote } from './issue-credit-note.ts';
import { noteDocument, noteFileName } from './note-document.ts';
import { DeleteNotePage, VoidNotePage } from './office-confirm.page.tsx';
import { drawEdit, drawNew, saveForm } from './office-form.tsx';
import { readList } from './office-list.ts';
import { NotesPage } from './office-notes.page.tsx';
import { OfficeNotePage } from './office-note.page.tsx';
import { findNote, listNotes, type NoteRecord } from './queries.ts';
import { deleteNote } from './save-credit-note.ts';
import { voidNote } from './void-credit-note.ts';

/** A draft's form with its longest lines. */
const MOST_FORM_BYTES = 4_000_000;

/** The office's pages of credit notes. What uses the credit of one is where payments are. */
export function officeCreditNotes(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  const form = { right: 'write', mostBytes: MOST_FORM_BYTES } as const;
  door.get('/office/credit-notes', { right: 'read' }, drawList);
  door.post('/office/credit-notes', form, (visit) => saveForm(visit, null));
  door.get('/office/credit-notes/new', { right: 'write' }, drawNew);
  door.get('/office/credit-notes/:id', { right: 'read' }, drawNote);
  door.post('/office/credit-notes/:id', form, (visit) => saveForm(visit, idOf(visit)));
  door.get('/office/credit-notes/:id/edit', { right: 'write' }, (visit) => drawEdit(visit, idOf(visit)));
  door.get('/office/credit-notes/:id/pdf', { right: 'read' }, pdf);
  door.post('/office/credit-notes/:id/issue', { right: 'write' }, issue);
  door.get('/office/credit-notes/:id/void', { right: 'manage' }, (visit) => drawVoid(visit));
  door.post('/office/credit-notes/:id/void', { right: 'manage' }, makeVoid);
  door.get('/office/credit-notes/:id/deletion', { right: 'write' }, drawDeletion);
  door.post('/office/credit-notes/:id/deletion', { right: 'write' }, remove);
}

function idOf(visit: OfficeVisit): string {
  const id = visit.c.req.param('id') ?? '';
  if (!isUuid(id)) throw new NotFound();
  return id;
}

function todayAt({ now, org }: OfficeVisit): Temporal.PlainDate {
  return now.toZonedDateTimeISO(org.time_zone).toPlainDate();
}

async function drawList(visit: OfficeVisit): Promise<Response> {
  const { c, actor } = visit;
  const asked = readList(c.req.query());
  const { list, customer } = await visit.read(async (tx) => {
    const found = await customerAsked(tx, actor, asked.customer);
    if (found === undefined) return { list: { rows: [], newer: null, older: null }, customer: null };
    const filter = { state: asked.state, customerId: found?.id ?? null, from: asked.from, to: asked.to };
    return { list: await listNotes(tx, actor, filter, asked.page), customer: found };
  });
  return visit.page(
    <NotesPage frame={visit.frame} asked={asked} list={list} customer={customer} mayWrite={visit.may('write')} />,
  );
}

async function drawNote(visit: OfficeVisit): Promise<Response> {
  const { actor, org, t } = visit;
  const id = idOf(visit);
  const { note, paid, refunds, history, bill } = await visit.read(async (tx) => {
    const found = await findNote(tx, actor, id);
    const of = { kind: 'credit_note', id } as const;
    const [settles, out, happened, billing] = await Promise.all([
      invoicesSettledBy(tx, actor, of),
      refundsOf(tx, actor, of),
      historyOf(tx, actor, { subject: of }),
      billOf(found, () => billingOf(tx, actor, found.customer_id, org.country)),
    ]);
    return { note: found, paid: settles, refunds: out, history: happened, bill: billing };
  });
  const stop = issueRefusal(note, todayAt(visit));
  return visit.page(
    <OfficeNotePage
      frame={visit.frame}
      note={{ ...note, billing_vat_id: bill.billing_vat_id }}
      billTo={[bill.billing_name, ...(bill.billing_address ?? '').split('\n')].filter((line) => line.trim() !== '')}
      paid={paid}
      refunds={refunds}
      history={history.map((entry) => ({ id: entry.id, at: entry.at, text: eventWords(entry, t) }))}
      mayWrite={visit.may('write')}
      mayVoid={visit.may('manage')}
      issueStop={stop === null ? null : t(stop)}
    />,
  );
}

type Bill = Awaited<ReturnType<typeof billingOf>>;

/** Whom it names: what was frozen when it was issued, of a draft what it would freeze now. */
async function billOf(note: NoteRecord, now: () => Promise<Bill>): Promise<Bill> {
  if (note.state === 'draft') return now();
  const { billing_name, billing_address, billing_vat_id, customer_name } = note;
  return { billing_name: billing_name ?? customer_name, billing_address, billing_vat_id };
}

async function pdf(visit: OfficeVisit): Promise<Response> {
  const { actor, org } = visit;
  const id = idOf(visit);
  const { note, logo, bill, locale } = await visit.read(async (tx) => {
    const found = await findNote(tx, actor, id);
    const [picture, billing, voice] = await Promise.all([
      tx.selectFrom('orgs').select('logo').where('id', '=', actor.orgId).executeTakeFirst(),
      billOf(found, () => billingOf(tx, actor, found.customer_id, org.country)),
      readerVoice(tx, actor.orgId, { customerId: found.customer_id }),
    ]);
    return { note: found, logo: picture?.logo ?? null, bill: billing, locale: voice.locale };
  });
  const document = noteDocument({
    ...note,
    org: { ...org, logo, phone: org.phone === null ? null : shownPhone(org.phone, org.country) },
    customer: { number: note.customer_number, ...bill },
    locale,
  });
  const bytes = await drawInvoice(document, visit.now);
  return visit.c.body(new Uint8Array(bytes), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${noteFileName(org.slug, note.number)}"`,
  });
}

async function issue(visit: OfficeFormVisit): Promise<Response> {
  const { actor, org, now } = visit;
  const id = idOf(visit);
  const { number, fresh } = await visit.write((tx) => issueNote(tx, actor, id, org, now));
  return visit.redirect(paths.office.creditNote(id), {
    key: fresh ? 'credits.said-issued' : 'credits.said-issued-already',
    values: { number },
    tone: fresh ? 'good' : 'info',
  });
}

async function drawVoid(visit: OfficeVisit, typed?: { reason: string; problems: readonly Problem[] }) {
  const id = idOf(visit);
  const note = await visit.read((tx) => findNote(tx, visit.actor, id));
  if (note.state === 'void') return visit.redirect(paths.office.creditNote(id));
  return visit.page(
    <VoidNotePage
      frame={visit.frame}
      id={id}
      number={note.number ?? ''}
      reason={typed?.reason ?? ''}
      problems={problemTexts(typed?.problems ?? [], visit.t)}
    />,
    typed === undefined ? 200 : 422,
  );
}

async function makeVoid(visit: OfficeFormVisit): Promise<Response> {
  const { actor, form, now } = visit;
  const id = idOf(visit);
  const reason = form.text('reason');
  try {
    await visit.write((tx) => voidNote(tx, actor, id, { reason, today: todayAt(visit), now }));
  } catch (error) {
    if (error instanceof Invalid) return drawVoid(visit, { reason, problems: error.problems });
    throw error;
  }
  return visit.redirect(paths.office.creditNote(id), { key: 'credits.said-voided' });
}

async function drawDeletion(visit: OfficeVisit): Promise<Response> {
  const id = idOf(visit);
  refuse(changeRefusal(await visit.read((tx) => findNote(tx, visit.actor, id))));
  return visit.page(<DeleteNotePage frame={visit.frame} id={id} />);
}

async function remove(visit: OfficeFormVisit): Promise<Response> {
  const { actor, now } = visit;
  const id = idOf(visit);
  await visit.write((tx) => deleteNote(tx, actor, id, now));
  return visit.redirect(paths.office.creditNotes, { key: 'credits.said-deleted' });
}
