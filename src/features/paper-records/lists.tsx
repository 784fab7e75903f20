import { todayAt, type OfficeVisit } from '../access/index.ts';
import { listNotes, NOTE_STATES } from '../credit-notes/index.ts';
import { INVOICE_STATES, invoiceIds, listInvoices } from '../invoices/index.ts';
import { customerAsked } from '../picking/index.ts';
import { InvoicesPage } from './invoices.page.tsx';
import { NotesPage } from './notes.page.tsx';
import { readList } from './paper-list.ts';

export async function drawInvoices(visit: OfficeVisit): Promise<Response> {
  const { c, actor } = visit;
  const asked = readList(c.req.query(), INVOICE_STATES);
  const { list, customer } = await visit.read(async (tx) => {
    const found = await customerAsked(tx, actor, asked.customer);
    if (found === undefined) return { list: NONE, customer: null };
    const filter = { ...asked, customerId: found?.id ?? null };
    return { list: await listInvoices(tx, actor, filter, asked.page, todayAt(visit)), customer: found };
  });
  return visit.page(
    <InvoicesPage frame={visit.frame} asked={asked} list={list} customer={customer} mayWrite={visit.may('write')} />,
  );
}

export async function drawNotes(visit: OfficeVisit): Promise<Response> {
  const { c, actor } = visit;
  const asked = readList(c.req.query(), NOTE_STATES);
  const { list, customer } = await visit.read(async (tx) => {
    const found = await customerAsked(tx, actor, asked.customer);
    if (found === undefined) return { list: NONE, customer: null };
    return {
      list: await listNotes(tx, actor, { ...asked, customerId: found?.id ?? null }, asked.page),
      customer: found,
    };
  });
  return visit.page(
    <NotesPage frame={visit.frame} asked={asked} list={list} customer={customer} mayWrite={visit.may('write')} />,
  );
}

/** Of a customer that there is not. */
const NONE = { rows: [], newer: null, older: null };

/** The ids of all invoices that a list's address fits, at most `most`. */
export async function invoicesThatFit(visit: OfficeVisit, search: string, most: number): Promise<readonly string[]> {
  const asked = readList(Object.fromEntries(new URLSearchParams(search)), INVOICE_STATES);
  return visit.read(async (tx) => {
    const customer = await customerAsked(tx, visit.actor, asked.customer);
    if (customer === undefined) return [];
    return invoiceIds(tx, visit.actor, { ...asked, customerId: customer?.id ?? null }, todayAt(visit), most);
  });
}
