import type { Hono } from 'hono';
import { Invalid, NotFound, type Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts } from '../../ui/index.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { customerAsked } from '../picking/index.ts';
import { changeRefusal } from './invoice.ts';
import { refuse } from '../../kernel/errors.ts';
import { issueInvoice } from './issue-invoice.ts';
import { DeleteDraftPage, VoidPage } from './office-confirm.page.tsx';
import { drawEdit, drawNew, saveForm } from './office-drafts.tsx';
import { OfficeInvoicesPage } from './office-invoices.page.tsx';
import { readList } from './office-list.ts';
import { answerPdf } from './office-pdf.ts';
import { drawInvoice, type InvoicePart } from './office-record.tsx';
import { findInvoice, invoiceIds, LIST_STATES, listInvoices } from './queries.ts';
import { deleteDraft } from './save-draft.ts';
import { voidInvoice } from './void-invoice.ts';

/** A draft's form with its longest lines. */
const MOST_FORM_BYTES = 4_000_000;

/** The office's pages of invoices. */
export function officeInvoices(app: Hono, services: Services, parts: readonly InvoicePart[] = []): void {
  const door = officeDoor(app, services);
  door.get('/office/invoices', { right: 'read' }, drawList);
  door.post('/office/invoices', { right: 'write', mostBytes: MOST_FORM_BYTES }, (visit) => saveForm(visit, null));
  door.get('/office/invoices/new', { right: 'write' }, drawNew);
  door.get('/office/invoices/:id', { right: 'read' }, (visit) => drawInvoice(visit, parts));
  door.post('/office/invoices/:id', { right: 'write', mostBytes: MOST_FORM_BYTES }, (visit) =>
    saveForm(visit, idOf(visit)),
  );
  door.get('/office/invoices/:id/edit', { right: 'write' }, (visit) => drawEdit(visit, idOf(visit)));
  door.get('/office/invoices/:id/pdf', { right: 'read' }, answerPdf);
  door.post('/office/invoices/:id/issue', { right: 'write' }, issue);
  door.get('/office/invoices/:id/void', { right: 'manage' }, (visit) => drawVoid(visit));
  door.post('/office/invoices/:id/void', { right: 'manage' }, makeVoid);
  door.get('/office/invoices/:id/deletion', { right: 'write' }, drawDeletion);
  door.post('/office/invoices/:id/deletion', { right: 'write' }, remove);
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
    return { list: await listInvoices(tx, actor, filter, asked.page, todayAt(visit)), customer: found };
  });
  return visit.page(
    <OfficeInvoicesPage
      frame={visit.frame}
      asked={asked}
      list={list}
      states={LIST_STATES}
      customer={customer}
      mayWrite={visit.may('write')}
    />,
  );
}

/** The ids of all invoices that a list's address fits, at most `most`. */
export async function invoicesThatFit(visit: OfficeVisit, search: string, most: number): Promise<readonly string[]> {
  const asked = readList(Object.fromEntries(new URLSearchParams(search)));
  return visit.read(async (tx) => {
    const customer = await customerAsked(tx, visit.actor, asked.customer);
    if (customer === undefined) return [];
    const filter = { state: asked.state, customerId: customer?.id ?? null, from: asked.from, to: asked.to };
    return invoiceIds(tx, visit.actor, filter, todayAt(visit), most);
  });
}

async function issue(visit: OfficeFormVisit): Promise<Response> {
  const { actor, org, now } = visit;
  const id = idOf(visit);
  const { number, fresh } = await visit.write((tx) => issueInvoice(tx, actor, id, org, now));
  return visit.redirect(paths.office.invoice(id), {
    key: fresh ? 'invoices.said-issued' : 'invoices.said-issued-already',
    values: { number },
    tone: fresh ? 'good' : 'info',
  });
}

async function drawVoid(visit: OfficeVisit, typed?: { reason: string; problems: readonly Problem[] }) {
  const id = idOf(visit);
  const invoice = await visit.read((tx) => findInvoice(tx, visit.actor, id));
  if (invoice.state === 'void') return visit.redirect(paths.office.invoice(id));
  return visit.page(
    <VoidPage
      frame={visit.frame}
      id={id}
      number={invoice.number ?? ''}
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
    await visit.write((tx) => voidInvoice(tx, actor, id, { reason, today: todayAt(visit), now }));
  } catch (error) {
    if (error instanceof Invalid) return drawVoid(visit, { reason, problems: error.problems });
    throw error;
  }
  return visit.redirect(paths.office.invoice(id), { key: 'invoices.said-voided' });
}

async function drawDeletion(visit: OfficeVisit): Promise<Response> {
  const id = idOf(visit);
  const invoice = await visit.read((tx) => findInvoice(tx, visit.actor, id));
  refuse(changeRefusal(invoice));
  return visit.page(<DeleteDraftPage frame={visit.frame} id={id} />);
}

async function remove(visit: OfficeFormVisit): Promise<Response> {
  const { actor, now } = visit;
  const id = idOf(visit);
  await visit.write((tx) => deleteDraft(tx, actor, id, now));
  return visit.redirect(paths.office.invoices, { key: 'invoices.said-deleted' });
}
