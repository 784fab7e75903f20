import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/db/index.ts';
import type { Calendar } from './calendar.ts';
import type { DemoContact, DemoCustomer, DemoOrg } from './content.ts';

/** What was written, by the names that the content uses. */
export interface People {
  readonly staff: ReadonlyMap<string, string>;
  readonly customers: ReadonlyMap<string, string>;
  contact(customer: string, first: string): string;
  site(customer: string, name?: string): string;
}

/** Staff, customers, contacts and sites. `pinHash` gives the stored form of a PIN. */
export async function writePeople(
  tx: Tx,
  orgId: string,
  demo: DemoOrg,
  { calendar, passwordHash, pinHash }: { calendar: Calendar; passwordHash: string; pinHash: (pin: string) => string },
): Promise<People> {
  const people = namePeople(demo);
  await tx
    .insertInto('staff')
    .values(
      demo.staff.map((member) => ({
        org_id: orgId,
        id: people.staff.get(member.key) ?? '',
        name: member.name,
        email: member.email,
        role: member.role,
        public_name: member.publicName ?? null,
        password_hash: member.signsIn ? passwordHash : null,
      })),
    )
    .execute();
  const customers = demo.customers.map((customer) =>
    customerRow(orgId, people.customers.get(customer.number) ?? '', customer, demo, calendar),
  );
  await tx.insertInto('customers').values(customers).execute();
  await writeContacts(tx, orgId, demo, people, calendar);
  await writeSites(tx, orgId, demo, people);
  await writePins(tx, orgId, demo, { people, calendar, pinHash });
  return people;
}

function namePeople(demo: DemoOrg): People {
  const staff = new Map(demo.staff.map(({ key }) => [key, randomUUID()]));
  const customers = new Map(demo.customers.map(({ number }) => [number, randomUUID()]));
  const contacts = new Map<string, string>();
  const sites = new Map<string, string>();
  for (const customer of demo.customers) {
    for (const { first } of customer.contacts) contacts.set(`${customer.number}/${first}`, randomUUID());
    for (const { name } of sitesOf(customer)) sites.set(`${customer.number}/${name}`, randomUUID());
  }
  const id = (of: ReadonlyMap<string, string>, key: string): string => {
    const found = of.get(key);
    if (found === undefined) throw new Error(`the demo world has no "${key}"`);
    return found;
  };
  return {
    staff,
    customers,
    contact: (customer, first) => id(contacts, `${customer}/${first}`),
    site: (number, name) => {
      const customer = demo.customers.find((one) => one.number === number);
      return id(sites, `${number}/${name ?? (customer && sitesOf(customer)[0]?.name)}`);
    },
  };
}

async function writeContacts(tx: Tx, orgId: string, demo: DemoOrg, people: People, calendar: Calendar): Promise<void> {
  const rows = demo.customers.flatMap((customer) =>
    customer.contacts.map((contact, at) => ({
      org_id: orgId,
      id: people.contact(customer.number, contact.first),
      customer_id: people.customers.get(customer.number) ?? '',
      ...contactFields(contact),
      is_main: at === 0,
      created_at: calendar.at(customer.sinceDay, 9),
      ...invitationOf(contact, { calendar, by: (first) => people.contact(customer.number, first) }),
    })),
  );
  await tx.insertInto('contacts').values(rows).execute();
}

async function writeSites(tx: Tx, orgId: string, demo: DemoOrg, people: People): Promise<void> {
  const rows = demo.customers.flatMap((customer) =>
    sitesOf(customer).map((site) => ({
      org_id: orgId,
      id: people.site(customer.number, site.name),
      customer_id: people.customers.get(customer.number) ?? '',
      name: site.name,
      line1: site.line1,
      postcode: site.postcode,
      city: customer.city ?? null,
      country: demo.org.country,
      access_notes: site.access ?? null,
      latitude: site.at?.[0] ?? null,
      longitude: site.at?.[1] ?? null,
    })),
  );
  await tx.insertInto('sites').values(rows).execute();
  const limits = demo.customers.flatMap(({ number, contacts }) =>
    contacts.flatMap((contact) =>
      (contact.sites ?? []).map((name) => ({
        org_id: orgId,
        contact_id: people.contact(number, contact.first),
        site_id: people.site(number, name),
      })),
    ),
  );
  if (limits.length > 0) await tx.insertInto('contact_sites').values(limits).execute();
}

async function writePins(
  tx: Tx,
  orgId: string,
  demo: DemoOrg,
  { people, calendar, pinHash }: { people: People; calendar: Calendar; pinHash: (pin: string) => string },
): Promise<void> {
  const rows = demo.customers.flatMap(({ number, contacts }) =>
    contacts.flatMap(({ first, pin, pinBlocked }) =>
      pin === undefined
        ? []
        : [
            {
              org_id: orgId,
              contact_id: people.contact(number, first),
              pin_hash: pinHash(pin),
              set_at: calendar.past(-40, 11),
              set_by: 'staff',
              ...(pinBlocked === true ? { fails: 5, fails_since: calendar.past(0, 7) } : {}),
            },
          ],
    ),
  );
  if (rows.length > 0) await tx.insertInto('contact_pins').values(rows).execute();
}

function customerRow(orgId: string, id: string, customer: DemoCustomer, demo: DemoOrg, calendar: Calendar) {
  return {
    org_id: orgId,
    id,
    number: customer.number,
    kind: customer.kind ?? 'person',
    name: customer.name,
    line1: customer.line1 ?? null,
    postcode: customer.postcode ?? null,
    city: customer.city ?? null,
    country: demo.org.country,
    language: customer.language ?? null,
    vat_id: customer.vatId ?? null,
    notes: customer.notes ?? null,
    permissions: JSON.stringify(customer.permissions ?? {}),
    archived_at: customer.archived === true ? calendar.at(-120, 15) : null,
    created_at: calendar.at(customer.sinceDay, 9),
  };
}

function contactFields(contact: DemoContact) {
  return {
    first_name: contact.first,
    last_name: contact.last ?? null,
    position: contact.position ?? null,
    email: contact.email ?? null,
    phone: contact.phone ?? null,
    language: contact.language ?? null,
    permissions: JSON.stringify(contact.permissions ?? {}),
  };
}

/** Who let a contact in, and until when. */
function invitationOf(
  { invitedBy, accessEndsDay }: DemoContact,
  { calendar, by }: { calendar: Calendar; by: (first: string) => string },
) {
  return {
    access_ends_on: accessEndsDay === undefined ? null : calendar.day(accessEndsDay),
    ...(invitedBy === undefined
      ? {}
      : { invited_by_contact_id: by(invitedBy), invited_at: calendar.past(-9, 11), created_at: calendar.past(-9, 11) }),
  };
}

function sitesOf(customer: DemoCustomer) {
  return (
    customer.sites ?? [
      { name: customer.line1 ?? customer.name, line1: customer.line1 ?? '', postcode: customer.postcode ?? '' },
    ]
  );
}
