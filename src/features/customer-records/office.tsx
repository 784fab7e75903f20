import type { Hono } from 'hono';
import { sql } from 'kysely';
import { Invalid } from '../../kernel/errors.ts';
import { ownPath, paths, withQuery } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import { FORM_KEY, idFromForm, newFormKey } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { countryChoices, languageChoices, withStored } from '../../platform/values/index.ts';
import { problemTexts, type FieldProblem } from '../../ui/index.ts';
import { deviceOf, giveCookie, portalCookie } from '../sessions/index.ts';
import { officeDoor, hasOwnHost, shownPhone, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { contactsOf, type Contact } from '../contacts/index.ts';
import {
  archiveCustomer,
  customersDeed,
  changeCustomer,
  changeCustomerPermissions,
  changeOlderJobs,
  createCustomer,
  CUSTOMER_FIELDS,
  findCustomer,
  lockCustomerByNumber,
  readCustomer,
  restoreCustomer,
  viewPortal,
  type Customer,
} from '../customers/index.ts';
import { answerEffectsFile, answerReview, holdOrg, readMonths, type ReviewedLayer } from '../rights/index.ts';
import { CustomerFormPage } from './customer-form.page.tsx';
import { CustomersPage } from './customer-list.page.tsx';
import { findCustomers } from './list-queries.ts';
import { CustomerPermissionsPage } from './permissions.page.tsx';
import { askedOf, listProps, recordPage } from './record-page.tsx';

const ONE = '/office/customers/:number';

export function officeCustomers(app: Hono, services: Services): void {
  const door = officeDoor(app, services);

  door.get('/office/customers', { right: 'read' }, async (visit) => {
    const asked = askedOf(visit);
    const found = await visit.read((tx) => findCustomers(tx, visit.actor, asked, visit.org.country));
    return visit.page(<CustomersPage frame={visit.frame} list={listProps(visit, asked, found)} />);
  });

  door.get('/office/customers/new', { right: 'write' }, (visit) =>
    formPage(visit, null, { country: visit.org.country, [FORM_KEY]: newFormKey() }, []),
  );

  door.post('/office/customers', { right: 'write' }, async (visit) => {
    try {
      const form = readCustomer(visit.form, visit.org, null);
      const { name, number } = await visit.write((tx) =>
        createCustomer(tx, visit.actor, form, { now: visit.now, id: idFromForm(visit.form) }),
      );
      return visit.redirect(paths.office.customer(number), { key: 'customers.said-created', values: { name, number } });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return formPage(visit, null, visit.form.values, problemTexts(error.problems, visit.t));
    }
  });

  customerRecord(app, services);
  customerDeeds(app, services);
}

function customerRecord(app: Hono, services: Services): void {
  const door = officeDoor(app, services);

  door.get(ONE, { right: 'read' }, (visit) => recordPage(visit, 'portal'));
  for (const tab of ['jobs', 'invoices', 'messages', 'statement', 'sites', 'contacts'] as const) {
    door.get(`${ONE}/${tab}`, { right: 'read' }, (visit) => recordPage(visit, tab));
  }

  door.get(`${ONE}/edit`, { right: 'write' }, async (visit) => {
    const { customer, main } = await withMain(visit);
    return formPage(visit, customer, storedValues(visit, customer, main), []);
  });

  door.post(ONE, { right: 'write' }, async (visit) => {
    try {
      const { customer } = await withMain(visit);
      const form = readCustomer(visit.form, visit.org, customer);
      const { number } = await visit.write(async (tx) =>
        changeCustomer(tx, visit.actor, await locked(tx, visit), form, visit.now),
      );
      return visit.redirect(paths.office.customer(number), { key: 'customers.said-saved' });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const { customer } = await withMain(visit);
      return formPage(visit, customer, visit.form.values, problemTexts(error.problems, visit.t));
    }
  });

  door.get(`${ONE}/permissions`, { right: 'manage' }, (visit) => permissionsPage(visit));

  door.get(`${ONE}/permissions/people`, { right: 'manage' }, (visit) => answerEffectsFile(visit, ownLayer(visit)));

  door.post(`${ONE}/permissions`, { right: 'manage' }, async (visit) => {
    try {
      const { name } = await visit.read((tx) => findCustomer(tx, visit.actor, numberOf(visit)));
      return await answerReview(visit, {
        find: ownLayer(visit),
        title: visit.t('rights.review-customer', { name }),
        action: `${herePath(visit)}/permissions`,
        again: () => permissionsPage(visit, visit.form.values),
        saved: (isSame) =>
          visit.redirect(
            herePath(visit),
            isSame ? { key: 'rights.same', tone: 'info' } : { key: 'customers.said-permissions' },
          ),
      });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return permissionsPage(visit, visit.form.values, problemTexts(error.problems, visit.t));
    }
  });

  door.post(`${ONE}/older-jobs`, { right: 'manage' }, async (visit) => {
    try {
      const months = readMonths(visit.form, 0);
      await visit.write(async (tx) => changeOlderJobs(tx, visit.actor, await locked(tx, visit), months, visit.now));
      return visit.redirect(`${herePath(visit)}/permissions`, { key: 'rights.older-said' });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return permissionsPage(visit, visit.form.values, problemTexts(error.problems, visit.t));
    }
  });
}

/** The customer's own choices, with the org's held still while they are written. */
function ownLayer(visit: OfficeVisit) {
  const { actor, now } = visit;
  return async (tx: Tx, lock: boolean): Promise<ReviewedLayer> => {
    if (lock) await holdOrg(tx, actor.orgId);
    const customer = await (lock ? lockCustomerByNumber : findCustomer)(tx, actor, numberOf(visit));
    return {
      layer: 'customer',
      of: sql<boolean>`c.id = ${customer.id}`,
      stored: customer.permissions,
      save: (tx, next) => changeCustomerPermissions(tx, actor, customer, next, now),
    };
  };
}

/** Archiving, restoring, and looking at the portal. */
function customerDeeds(app: Hono, services: Services): void {
  const door = officeDoor(app, services);

  door.post(`${ONE}/archiving`, { right: 'write' }, async (visit) => {
    const { actor, now } = visit;
    const undo = await visit.write(async (tx) => {
      const customer = await locked(tx, visit);
      if (customer.archived_at !== null) return undefined;
      await archiveCustomer(tx, actor, customer, now);
      const numbers = [customer.number];
      const data = { numbers, archived: true, changed_ms: now.epochMilliseconds, back: herePath(visit) };
      return customersDeed.offer(tx, actor, data, now);
    });
    return visit.redirect(herePath(visit), { key: 'customers.said-archived', undo });
  });

  door.post(`${ONE}/restoring`, { right: 'write' }, async (visit) => {
    await visit.write(async (tx) => restoreCustomer(tx, visit.actor, await locked(tx, visit), visit.now));
    return visit.redirect(herePath(visit), { key: 'customers.said-restored' });
  });

  door.post(`${ONE}/portal-view`, { right: 'read' }, async (visit) => {
    const { actor, org, now, form } = visit;
    const session = await visit.write(async (tx) => {
      const customer = await findCustomer(tx, actor, numberOf(visit));
      const contactId = form.text('contact') || null;
      return viewPortal(tx, actor, org, customer, { contactId, now, device: deviceOf(visit.c) });
    });
    const home = paths.portal.home(org.slug);
    const asked = ownPath(form.text('to'));
    const to = asked?.startsWith(`${home}/`) === true ? asked : home;
    if (hasOwnHost(services)) {
      const ticket = paths.portal.viewFromOffice(org.slug, session.secret);
      return visit.redirect(`${services.baseUrl}${withQuery(ticket, { to })}`);
    }
    giveCookie(visit.c, services, portalCookie(org.slug), session);
    return visit.redirect(to);
  });
}

function numberOf(visit: OfficeVisit): string {
  return visit.c.req.param('number') ?? '';
}

function herePath(visit: OfficeVisit): string {
  return paths.office.customer(numberOf(visit));
}

function locked(tx: Tx, visit: OfficeFormVisit): Promise<Customer> {
  return lockCustomerByNumber(tx, visit.actor, numberOf(visit));
}

function withMain(visit: OfficeVisit): Promise<{ customer: Customer; main: Contact | null }> {
  return visit.read(async (tx) => {
    const customer = await findCustomer(tx, visit.actor, numberOf(visit));
    const contacts = await contactsOf(tx, visit.actor, customer.id);
    return { customer, main: contacts.find((contact) => contact.is_main) ?? null };
  });
}

/** What the form of a stored customer shows. */
function storedValues(visit: OfficeVisit, customer: Customer, main: Contact | null): Record<string, string> {
  const own = Object.fromEntries(CUSTOMER_FIELDS.map((name) => [name, customer[name] ?? '']));
  return {
    ...own,
    number: customer.number,
    first_name: main?.first_name ?? '',
    last_name: main?.last_name ?? '',
    position: main?.position ?? '',
    email: main?.email ?? '',
    phone: main === null || main.phone === null ? '' : shownPhone(main.phone, visit.org.country),
  };
}

function formPage(
  visit: OfficeVisit,
  customer: Customer | null,
  values: Readonly<Record<string, string>>,
  problems: readonly FieldProblem[],
): Response {
  return visit.page(
    <CustomerFormPage
      frame={visit.frame}
      customer={customer}
      values={values}
      problems={problems}
      countries={withStored(countryChoices(visit.locale), values['country'])}
      languages={withStored(languageChoices(visit.locale), values['language'])}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

async function permissionsPage(
  visit: OfficeVisit,
  typed?: Readonly<Record<string, string>>,
  problems: readonly FieldProblem[] = [],
): Promise<Response> {
  const customer = await visit.read((tx) => findCustomer(tx, visit.actor, numberOf(visit)));
  return visit.page(
    <CustomerPermissionsPage
      frame={visit.frame}
      customer={customer}
      org={visit.org}
      typed={typed}
      problems={problems}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
