import type { Hono } from 'hono';
import { Invalid, type Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts } from '../../ui/index.ts';
import { idAsked, officeDoor, todayAt, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { findNote, issueNote, voidNote } from '../credit-notes/index.ts';
import { findInvoice, issueInvoice, voidInvoice } from '../invoices/index.ts';
import { drawInvoice, type InvoicePart } from './invoice-record.tsx';
import { drawNote } from './note-record.tsx';
import { drawInvoices, drawNotes } from './lists.tsx';
import { answerInvoicePdf, answerNotePdf } from './pdf.ts';
import { VoidPage } from './void.page.tsx';

const INVOICES = {
  list: paths.office.invoices,
  at: paths.office.invoice,
  part: paths.office.invoicePart,
  find: findInvoice,
  issue: issueInvoice,
  makeVoid: voidInvoice,
  words: 'invoices',
} as const;

const NOTES = {
  list: paths.office.creditNotes,
  at: paths.office.creditNote,
  part: paths.office.creditNotePart,
  find: findNote,
  issue: issueNote,
  makeVoid: voidNote,
  words: 'credits',
} as const;

type Kind = typeof INVOICES | typeof NOTES;

/**
 * The office's pages of invoices and credit notes: lists, the papers, issuing and making void. Drafts are written where
 * drafts are, and what uses the credit of a note is where payments are.
 * @param parts what other features show on an invoice's record
 */
export function officePapers(app: Hono, services: Services, parts: readonly InvoicePart[] = []): void {
  const door = officeDoor(app, services);
  door.get('/office/invoices', { right: 'read' }, drawInvoices);
  door.get('/office/invoices/:id', { right: 'read' }, (visit) => drawInvoice(visit, parts));
  door.get('/office/invoices/:id/pdf', { right: 'read' }, answerInvoicePdf);
  door.get('/office/credit-notes', { right: 'read' }, drawNotes);
  door.get('/office/credit-notes/:id', { right: 'read' }, drawNote);
  door.get('/office/credit-notes/:id/pdf', { right: 'read' }, answerNotePdf);
  for (const kind of [INVOICES, NOTES]) {
    door.post(`${kind.list}/:id/issue`, { right: 'write' }, (visit) => issue(visit, kind));
    door.get(`${kind.list}/:id/void`, { right: 'manage' }, (visit) => drawVoid(visit, kind));
    door.post(`${kind.list}/:id/void`, { right: 'manage' }, (visit) => makeVoid(visit, kind));
  }
}

async function issue(visit: OfficeFormVisit, kind: Kind): Promise<Response> {
  const { actor, org, now } = visit;
  const id = idAsked(visit);
  const { number, fresh } = await visit.write((tx) => kind.issue(tx, actor, id, org, now));
  return visit.redirect(kind.at(id), {
    key: fresh ? `${kind.words}.said-issued` : `${kind.words}.said-issued-already`,
    values: { number },
    tone: fresh ? 'good' : 'info',
  });
}

async function drawVoid(
  visit: OfficeVisit,
  { find, at, part, words }: Kind,
  typed?: { reason: string; problems: readonly Problem[] },
): Promise<Response> {
  const { actor, t } = visit;
  const id = idAsked(visit);
  const { state, number } = await visit.read(async (tx): Promise<{ state: string; number: string | null }> =>
    find(tx, actor, id),
  );
  if (state === 'void') return visit.redirect(at(id));
  return visit.page(
    <VoidPage
      frame={visit.frame}
      title={t(`${words}.void-title`, { number: number ?? '' })}
      text={t(`${words}.void-text`)}
      action={part(id, 'void')}
      backHref={at(id)}
      reason={typed?.reason ?? ''}
      problems={problemTexts(typed?.problems ?? [], t)}
    />,
    typed === undefined ? 200 : 422,
  );
}

async function makeVoid(visit: OfficeFormVisit, kind: Kind): Promise<Response> {
  const { actor, form, now } = visit;
  const id = idAsked(visit);
  const reason = form.text('reason');
  try {
    await visit.write((tx) => kind.makeVoid(tx, actor, id, { reason, today: todayAt(visit), now }));
  } catch (error) {
    if (error instanceof Invalid) return drawVoid(visit, kind, { reason, problems: error.problems });
    throw error;
  }
  return visit.redirect(kind.at(id), { key: `${kind.words}.said-voided` });
}
