import type { VNode } from 'preact';
import { languageChoices } from '../../platform/values/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { shownPhone, type OfficeVisit } from '../access/index.ts';
import { historyOf } from '../audit/index.ts';
import { accessOf, contactsOf, type Access, type Contact } from '../contacts/index.ts';
import { detailChangesOf } from '../detail-history/index.ts';
import { waitingChangesOf } from '../details/index.ts';
import { findCustomer, type Customer } from '../customers/index.ts';
import { customerThreads } from '../inbox/index.ts';
import { linkShownFor } from '../links/index.ts';
import { statementTab } from '../statements/index.ts';
import { paths } from '../../kernel/paths.ts';
import { readAsked } from './list-asked.ts';
import { findCustomers } from './list-queries.ts';
import type { CustomerFacts, CustomersAsked, CustomersFound } from './record.ts';
import type { ListProps } from './customer-list.page.tsx';
import { CustomerPage, type RecordProps, type TabName } from './customer.page.tsx';
import { PortalTab } from './portal-tab.page.tsx';
import { customerFacts, invoicesOf, jobsOf, sitesOf } from './queries.ts';
import { ContactsTab, InvoicesTab, JobsTab, SitesTab } from './tabs.page.tsx';

/** The list's part of any page, for who is looking. */
export function listProps(visit: OfficeVisit, asked: CustomersAsked, found: CustomersFound): ListProps {
  return {
    asked,
    found,
    currency: visit.org.currency,
    home: visit.org.country,
    mayWrite: visit.may('write'),
    mayManage: visit.may('manage'),
  };
}

export function askedOf(visit: OfficeVisit): CustomersAsked {
  return readAsked(visit.c.req.query());
}

interface Loaded {
  readonly customer: Customer;
  readonly found: CustomersFound;
  readonly facts: CustomerFacts;
  readonly contacts: readonly Contact[];
  readonly main: Contact | null;
  readonly access: Access | null;
}

/** A customer's record with one of its tabs open. */
export async function recordPage(visit: OfficeVisit, tab: TabName): Promise<Response> {
  const asked = askedOf(visit);
  const number = visit.c.req.param('number') ?? '';
  const { record, content } = await visit.read(async (tx) => {
    const loaded = await load(tx, visit, asked, number);
    return { record: recordProps(visit, asked, loaded), content: await tabContent(tx, visit, tab, loaded) };
  });
  return visit.page(
    <CustomerPage {...record} tab={tab}>
      {content}
    </CustomerPage>,
  );
}

async function load(tx: Tx, visit: OfficeVisit, asked: CustomersAsked, number: string): Promise<Loaded> {
  const { actor, now, services } = visit;
  const [customer, found] = await Promise.all([
    findCustomer(tx, actor, number),
    findCustomers(tx, actor, asked, visit.org.country),
  ]);
  const [facts, contacts] = await Promise.all([
    customerFacts(tx, actor, customer, now),
    contactsOf(tx, actor, customer.id),
  ]);
  const main = contacts.find((contact) => contact.is_main) ?? null;
  const access = main && (await accessOf(tx, actor, services, main));
  return { customer, found, facts, contacts, main, access };
}

function recordProps(visit: OfficeVisit, asked: CustomersAsked, loaded: Loaded): RecordProps {
  const { customer, facts, main, access, found } = loaded;
  return {
    frame: visit.frame,
    list: listProps(visit, asked, found),
    customer,
    facts,
    main,
    phoneShown: main === null || main.phone === null ? null : shownPhone(main.phone, visit.org.country),
    lastSeenAt: access?.lastSeenAt ?? null,
    language: languageName(customer.language, visit.locale),
  };
}

function languageName(tag: string | null, locale: string): string | null {
  return languageChoices(locale).find((choice) => choice.value === tag)?.label ?? tag;
}

async function tabContent(tx: Tx, visit: OfficeVisit, tab: TabName, loaded: Loaded): Promise<VNode> {
  const { actor, org } = visit;
  const { customer, facts } = loaded;
  const mayWrite = visit.may('write');
  switch (tab) {
    case 'portal':
      return portalTab(tx, visit, loaded);
    case 'jobs':
      return <JobsTab jobs={await jobsOf(tx, actor, customer)} total={facts.counts.jobs} />;
    case 'invoices':
      return <InvoicesTab invoices={await invoicesOf(tx, actor, customer)} total={facts.counts.invoices} />;
    case 'messages':
      return customerThreads(tx, visit, customer);
    case 'statement':
      return statementTab(tx, visit, customer);
    case 'sites': {
      const sites = await sitesOf(tx, actor, customer);
      return <SitesTab customer={customer} sites={sites} home={visit.org.country} mayWrite={mayWrite} />;
    }
    case 'contacts':
      return (
        <ContactsTab
          customer={customer}
          contacts={loaded.contacts}
          archived={await contactsOf(tx, actor, customer.id, { archived: true })}
          shownPhone={(phone) => shownPhone(phone, org.country)}
          mayWrite={mayWrite}
        />
      );
  }
}

async function portalTab(tx: Tx, visit: OfficeVisit, { customer, main, access }: Loaded): Promise<VNode> {
  const { actor, org, services } = visit;
  const [wholeLink, history, changes, waiting] = await Promise.all([
    linkShownFor(tx, actor, services, { kind: 'customer', customerId: customer.id }),
    historyOf(tx, actor, { customerId: customer.id }),
    detailChangesOf(tx, actor, { customerId: customer.id }),
    waitingChangesOf(tx, actor, { customerId: customer.id }, { now: visit.now, country: visit.org.country }),
  ]);
  const back = paths.office.customer(customer.number);
  const may = { mayWrite: visit.may('write'), mayManage: visit.may('manage') };
  return (
    <PortalTab
      customer={customer}
      access={main === null || access === null ? null : { customer, contact: main, access, org, back, ...may }}
      wholeLink={wholeLink}
      history={history}
      changes={changes}
      waiting={waiting}
      back={back}
      {...may}
    />
  );
}
