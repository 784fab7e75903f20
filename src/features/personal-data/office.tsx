import type { Hono } from 'hono';
import { NotFound, type Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths, withQuery } from '../../kernel/paths.ts';
import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { contactName, contactsOf } from '../contacts/index.ts';
import { findCustomer } from '../customers/index.ts';
import type { PersonalTable } from '../personal-parts/index.ts';
import { asTyped, told, type Shown } from '../settings/index.ts';
import { answerCopy } from './answer-copy.ts';
import { CustomerDataPage, DataRequestsPage, ErasePage } from './customer-data.page.tsx';
import { erase, eraseRefusal } from './erase.ts';
import { changeKept, KEPT_NAMES, keptBy, LIMITS, type Kept, type KeptName } from './kept.ts';
import { erasuresOf, findErasure, findRequest, requestsFor } from './queries.ts';
import { ReceiptPage } from './receipt.page.tsx';
import { grantCopy, orderCopy, refuseRequest } from './requests.ts';
import { RetentionPage } from './retention.page.tsx';

const DATA = '/office/customers/:number/data';

/** Copies, erasures and how long things are kept: for those who manage the org; erasing is for its owners. */
export function personalOffice(app: Hono, services: Services, tables: readonly PersonalTable[]): void {
  const door = officeDoor(app, services);
  door.get(DATA, { right: 'manage' }, drawData);
  door.post(`${DATA}/copies`, { right: 'manage' }, async (visit) => {
    const { customer, contact } = await visit.read((tx) => aboutIn(tx, visit, visit.form.text('contact')));
    const of = { customerId: customer.id, contactId: contact?.id ?? null };
    await visit.write((tx) => orderCopy(tx, visit.actor, of, visit.now));
    return visit.redirect(dataPath(customer.number, contact?.id), { key: 'personal.said-making', tone: 'info' });
  });
  door.get(`${DATA}/erasure`, { right: 'own' }, (visit) => askOnceMore(visit, visit.c.req.query('contact') ?? ''));
  door.post(`${DATA}/erasure`, { right: 'own' }, (visit) => carryOut(visit, tables));

  door.get('/office/data-requests', { right: 'manage' }, async (visit) => {
    const [requests, erasures] = await visit.read((tx) =>
      Promise.all([requestsFor(tx, visit.actor, 'asked'), erasuresOf(tx, visit.actor)]),
    );
    return visit.page(<DataRequestsPage frame={visit.frame} requests={requests} erasures={erasures} />);
  });
  door.post('/office/data-requests/:id/grant', { right: 'manage' }, async (visit) => {
    await visit.write((tx) => grantCopy(tx, visit.actor, idOf(visit), visit.now));
    return visit.redirect(paths.office.dataRequests, { key: 'personal.said-making', tone: 'info' });
  });
  door.post('/office/data-requests/:id/refusal', { right: 'manage' }, async (visit) => {
    await visit.write((tx) => refuseRequest(tx, visit.actor, idOf(visit), visit.now));
    return visit.redirect(paths.office.dataRequests, { key: 'personal.said-refused' });
  });
  door.get('/office/data-requests/:id/file', { right: 'manage' }, async (visit) => {
    const request = await visit.read((tx) => findRequest(tx, visit.actor, idOf(visit)));
    return answerCopy(visit, request);
  });
  door.get('/office/erasures/:id', { right: 'manage' }, async (visit) => {
    const erasure = await visit.read((tx) => findErasure(tx, visit.actor, idOf(visit)));
    return visit.page(<ReceiptPage frame={visit.frame} erasure={erasure} org={visit.org.name} />);
  });

  door.get(paths.office.settingsPage('retention'), { right: 'manage' }, (visit) => drawRetention(visit));
  door.post(paths.office.settingsPage('retention'), { right: 'manage' }, saveRetention);
}

function idOf(visit: OfficeVisit): string {
  return visit.c.req.param('id') ?? '';
}

function dataPath(number: string, contact: string | undefined): string {
  return withQuery(paths.office.customerData(number), { contact });
}

/** The customer of the address, and the person named beside it, who must be the customer's. */
async function aboutIn(tx: Tx, visit: OfficeVisit, contactId: string) {
  const customer = await findCustomer(tx, visit.actor, visit.c.req.param('number') ?? '');
  const contacts = await contactsOf(tx, visit.actor, customer.id);
  if (contactId === '') return { customer, contacts, contact: null };
  const contact = isUuid(contactId) ? contacts.find(({ id }) => id === contactId) : undefined;
  if (contact === undefined) throw new NotFound();
  return { customer, contacts, contact };
}

async function drawData(visit: OfficeVisit): Promise<Response> {
  const { actor, t } = visit;
  const nameOf = (contact: Parameters<typeof contactName>[0]) => contactName(contact) ?? t('personal.nameless');
  const found = await visit.read(async (tx) => {
    const about = await aboutIn(tx, visit, visit.c.req.query('contact') ?? '');
    const { customer, contact } = about;
    const of = { orgId: actor.orgId, customerId: customer.id, contactId: contact?.id ?? null };
    const [requests, erasures, refusal] = await Promise.all([
      requestsFor(tx, actor, { customerId: customer.id }),
      erasuresOf(tx, actor, { customerId: customer.id }),
      eraseRefusal(tx, actor, { ...of, erased_at: (contact ?? customer).erased_at }),
    ]);
    return { ...about, requests, erasures, refusal };
  });
  const { customer, contact, contacts, requests, erasures, refusal } = found;
  return visit.page(
    <CustomerDataPage
      frame={visit.frame}
      customer={{ ...customer, isErased: customer.erased_at !== null }}
      contact={contact && { id: contact.id, name: nameOf(contact), isErased: contact.erased_at !== null }}
      contacts={contacts.map((one) => ({ id: one.id, name: nameOf(one) }))}
      requests={requests.filter((one) => contact === null || one.contact_id === contact.id)}
      erasures={erasures}
      refusal={refusal}
      mayErase={visit.may('own')}
    />,
  );
}

async function askOnceMore(
  visit: OfficeVisit,
  contactId: string,
  typed = '',
  problems: readonly Problem[] = [],
): Promise<Response> {
  const { customer, contact } = await visit.read((tx) => aboutIn(tx, visit, contactId));
  return visit.page(
    <ErasePage
      frame={visit.frame}
      customer={{ ...customer, isErased: customer.erased_at !== null }}
      contact={
        contact && {
          id: contact.id,
          name: contactName(contact) ?? visit.t('personal.nameless'),
          isErased: contact.erased_at !== null,
        }
      }
      typed={typed}
      problems={told(problems, visit.t)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

async function carryOut(visit: OfficeFormVisit, tables: readonly PersonalTable[]): Promise<Response> {
  const { actor, form, now, services } = visit;
  const contactId = form.text('contact');
  const { customer, contact } = await visit.read((tx) => aboutIn(tx, visit, contactId));
  const typed = form.text('number');
  if (typed !== customer.number)
    return askOnceMore(visit, contactId, typed, [{ field: 'number', key: 'personal.erase-number-wrong' }]);
  const of = { orgId: actor.orgId, customerId: customer.id, contactId: contact?.id ?? null };
  // Under the background's role: no other may write over what is kept of the past. What is recorded names the owner.
  const id = await services.db.inScope(system(actor.orgId, 'erasure'), (tx) => erase(tx, actor, tables, of, now));
  return visit.redirect(paths.office.erasure(id), { key: 'personal.said-erased' });
}

async function drawRetention(visit: OfficeVisit, typed?: Shown, problems: readonly Problem[] = []): Promise<Response> {
  const shown = typed ?? asTyped({ ...(await visit.read((tx) => keptBy(tx, visit.actor.orgId))) });
  return visit.page(
    <RetentionPage frame={visit.frame} shown={shown} problems={told(problems, visit.t)} />,
    problems.length > 0 ? 422 : 200,
  );
}

async function saveRetention(visit: OfficeFormVisit): Promise<Response> {
  const problems: Problem[] = [];
  const read = (name: KeptName): number | null => {
    const text = visit.form.text(name);
    const [least, most] = LIMITS[name];
    if (text === '' && name !== 'keep_books_years') return null;
    const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= least && number <= most))
      problems.push({ field: name, key: 'personal.retention-wrong', values: { least, most } });
    return number;
  };
  const kept = Object.fromEntries(KEPT_NAMES.map((name) => [name, read(name)])) as unknown as Kept;
  if (problems.length > 0) return drawRetention(visit, visit.form.values, problems);
  await visit.write((tx) => changeKept(tx, visit.actor, kept, visit.now));
  return visit.redirect(paths.office.settingsPage('retention'), { key: 'personal.said-retention' });
}
