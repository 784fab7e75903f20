import type { Hono } from 'hono';
import { refuse } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { idAsked, officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { deleteNote, findNote, noteChangeRefusal } from '../credit-notes/index.ts';
import { changeRefusal, deleteDraft, findInvoice } from '../invoices/index.ts';
import { DeletionPage } from './deletion.page.tsx';
import { drawNewInvoice, editInvoice, saveInvoiceForm } from './invoice-form.tsx';
import { drawNewNote, editNote, saveNoteForm } from './note-form.tsx';

/** A draft's form with its longest lines. */
const MOST_FORM_BYTES = 4_000_000;

const INVOICES = {
  list: paths.office.invoices,
  at: paths.office.invoice,
  part: paths.office.invoicePart,
  drawNew: drawNewInvoice,
  edit: editInvoice,
  save: saveInvoiceForm,
  refusal: async (tx: Tx, { actor }: OfficeVisit, id: string) => changeRefusal(await findInvoice(tx, actor, id)),
  remove: deleteDraft,
  said: 'invoices.said-deleted',
} as const;

const NOTES = {
  list: paths.office.creditNotes,
  at: paths.office.creditNote,
  part: paths.office.creditNotePart,
  drawNew: drawNewNote,
  edit: editNote,
  save: saveNoteForm,
  refusal: async (tx: Tx, { actor }: OfficeVisit, id: string) => noteChangeRefusal(await findNote(tx, actor, id)),
  remove: deleteNote,
  said: 'credits.said-deleted',
} as const;

/** The office's pages that write, change and delete drafts of invoices and of credit notes. */
export function officeDrafts(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  const form = { right: 'write', mostBytes: MOST_FORM_BYTES } as const;
  for (const kind of [INVOICES, NOTES]) {
    const one = `${kind.list}/:id`;
    door.post(kind.list, form, (visit) => kind.save(visit, null));
    door.get(`${kind.list}/new`, { right: 'write' }, kind.drawNew);
    door.post(one, form, (visit) => kind.save(visit, idAsked(visit)));
    door.get(`${one}/edit`, { right: 'write' }, (visit) => kind.edit(visit, idAsked(visit)));
    door.get(`${one}/deletion`, { right: 'write' }, (visit) => drawDeletion(visit, kind));
    door.post(`${one}/deletion`, { right: 'write' }, (visit) => remove(visit, kind));
  }
}

type Kind = typeof INVOICES | typeof NOTES;

async function drawDeletion(visit: OfficeVisit, { at, part, refusal }: Kind): Promise<Response> {
  const id = idAsked(visit);
  refuse(await visit.read((tx) => refusal(tx, visit, id)));
  return visit.page(<DeletionPage frame={visit.frame} action={part(id, 'deletion')} backHref={at(id)} />);
}

async function remove(visit: OfficeFormVisit, { list, remove: removeDraft, said }: Kind): Promise<Response> {
  const { actor, now } = visit;
  const id = idAsked(visit);
  await visit.write((tx) => removeDraft(tx, actor, id, now));
  return visit.redirect(list, { key: said });
}
