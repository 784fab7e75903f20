import {
  importContacts,
  importCustomers,
  type ContactRow,
  type CustomerRef,
  type CustomerRow,
  type MainContact,
} from '../customers/index.ts';
import { importSites, type SiteRow } from '../sites/index.ts';
import { type Cells, customerKindWords } from '../import-columns/index.ts';
import { rowImporter, shownValues } from './importer.ts';

/** Numbers of ours as the tables have them. */
export const numberShape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;

export const customers = rowImporter<CustomerRow>({
  read: readCustomer,
  keys: ({ external_id, number }) => [
    ...(external_id === null ? [] : [{ field: 'external_id', key: external_id }]),
    ...(number === null ? [] : [{ field: 'number', key: number.toLowerCase() }]),
  ],
  apply: importCustomers,
  shown: ({ contact, kindGiven: _given, ...customer }) => shownValues({ ...customer, ...contact }),
});

/** Endings and words of company names in the languages of our files. */
const companyWords =
  /\b(?:gmbh|mbh|ag|kg|ohg|gbr|ug|e\.?\s?k|e\.?\s?v|ltd|limited|llc|llp|plc|inc|corp|co|s\.?a\.?r?\.?l?|s\.?p\.?a|b\.?v|n\.?v|oy|ab|aps|sp\. z o\.o|s\.?r\.?l)\b\.?/i;

function readCustomer(cells: Cells): CustomerRow | null {
  const person = readPerson(cells, 'contact_name');
  const name = cells.text('name') ?? joined(person.first_name, person.last_name);
  const kind = cells.word('kind', customerKindWords, 'not-a-customer-kind');
  const { phone, other } = readPhones(cells);
  if (name === null) return cells.refuse('name', 'no-name');
  const hasOwnPerson =
    (person.first_name ?? person.last_name) !== null && joined(person.first_name, person.last_name) !== name;
  const guess = hasOwnPerson || companyWords.test(name) ? 'company' : 'person';
  const isPerson = (kind ?? guess) === 'person';
  const reach = { position: cells.text('position'), email: cells.email('email'), phone };
  const named = person.first_name === null && person.last_name === null && isPerson ? splitName(name) : person;
  const notes = cells.text('notes');
  return {
    external_id: cells.text('external_id'),
    number: cells.number('number', numberShape),
    kind: kind ?? guess,
    kindGiven: kind !== null,
    name,
    ...readPlace(cells),
    billing_name: cells.text('billing_name'),
    billing_address: cells.text('billing_address'),
    vat_id: cells.text('vat_id'),
    language: cells.language('language'),
    notes: other === null ? notes : joinedLines(notes, other),
    contact: contactOf({ ...named, ...reach }, hasOwnPerson),
  };
}

/** A customer gets a contact when there is a way to reach somebody, or somebody with a name of their own. */
function contactOf(contact: MainContact, hasOwnPerson: boolean): MainContact | null {
  return contact.email !== null || contact.phone !== null || hasOwnPerson ? contact : null;
}

/** A contact has one number, the one that takes text messages; a second one is kept as a line of the notes. */
function readPhones(cells: Cells): { phone: string | null; other: string | null } {
  const mobile = cells.phone('mobile');
  const landline = cells.phone('phone');
  return mobile !== null && landline !== null && mobile !== landline
    ? { phone: mobile, other: landline }
    : { phone: mobile ?? landline, other: null };
}

function readPerson(cells: Cells, whole: string): { first_name: string | null; last_name: string | null } {
  const first_name = cells.text('first_name');
  const last_name = cells.text('last_name');
  if (first_name !== null || last_name !== null) return { first_name, last_name };
  const name = cells.text(whole);
  return name === null ? { first_name: null, last_name: null } : splitName(name);
}

/** "Berg, Anna" and "Anna Berg"; a single word is a last name. Longer parts than the table takes are cut. */
function splitName(name: string): { first_name: string | null; last_name: string | null } {
  const comma = /^([^,]+),\s*([^,]+)$/.exec(name);
  const space = /^(.+)\s(\S+)$/.exec(name);
  const [first, last] = comma ? [comma[2], comma[1]] : space ? [space[1], space[2]] : [undefined, name];
  const cut = (part: string | undefined) => (part === undefined ? null : [...part.trim()].slice(0, 100).join(''));
  return { first_name: cut(first), last_name: cut(last) };
}

function joined(...parts: (string | null)[]): string | null {
  const text = parts.filter((part) => part !== null).join(' ');
  return text === '' ? null : text;
}

function joinedLines(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null).join('\n');
}

/** An address; a house number in a column of its own is put where the country puts it: after a German street, before a British one. */
function readPlace(cells: Cells) {
  const country = cells.country('country');
  const street = cells.text('line1');
  const house = cells.text('house_number');
  const numberFirst = new Set(['GB', 'IE', 'US', 'CA', 'AU', 'NZ', 'FR', 'ZA', 'IN']);
  const isFirst = numberFirst.has(country ?? cells.layout.org.country);
  return {
    line1:
      street !== null && house !== null ? (isFirst ? `${house} ${street}` : `${street} ${house}`) : (street ?? house),
    line2: cells.text('line2'),
    postcode: cells.text('postcode'),
    city: cells.text('city'),
    region: cells.text('region'),
    country,
  };
}

/** How a row names its customer; null when it doesn't. */
export function readCustomerRef(cells: Cells): CustomerRef | null {
  const key = cells.text('customer');
  const name = key === null ? cells.text('customer_name') : null;
  return key === null && name === null ? null : { key, name };
}

export const contacts = rowImporter<ContactRow>({
  read: readContact,
  keys: ({ external_id, customer, first_name, last_name, email, phone }) => {
    if (external_id !== null) return [{ field: 'external_id', key: external_id }];
    const whose = (customer.key ?? customer.name ?? '').toLowerCase();
    const who = joined(first_name, last_name)?.toLowerCase() ?? email ?? phone ?? '';
    return [{ field: first_name === null && last_name === null ? 'email' : 'last_name', key: `${whose}\n${who}` }];
  },
  apply: importContacts,
  shown: ({ customer, ...contact }) => shownValues({ customer: customer.key ?? customer.name, ...contact }),
});

function readContact(cells: Cells): ContactRow | null {
  const customer = readCustomerRef(cells);
  const person = readPerson(cells, 'full_name');
  const { phone } = readPhones(cells);
  const contact = { ...person, position: cells.text('position'), email: cells.email('email'), phone };
  if (customer === null) return cells.refuse('customer', 'no-customer-named');
  if ([contact.first_name, contact.last_name, contact.email, contact.phone].every((value) => value === null)) {
    return cells.refuse('full_name', 'nobody');
  }
  const external_id = cells.text('external_id');
  return { external_id, customer, ...contact, is_main: cells.boolean('is_main'), language: cells.language('language') };
}

export const sites = rowImporter<SiteRow>({
  read: readSite,
  keys: ({ external_id, customer, name }) =>
    external_id !== null
      ? [{ field: 'external_id', key: external_id }]
      : [{ field: 'name', key: `${(customer?.key ?? customer?.name ?? '').toLowerCase()}\n${name.toLowerCase()}` }],
  apply: importSites,
  shown: ({ customer, ...site }) => shownValues({ ...site, customer: customer?.key ?? customer?.name }),
});

function readSite(cells: Cells): SiteRow | null {
  const place = readPlace(cells);
  const name = cells.text('name') ?? place.line1;
  const latitude = cells.degrees('latitude', 90);
  const longitude = cells.degrees('longitude', 180);
  if (name === null) return cells.refuse('name', 'no-name');
  if ((latitude === null) !== (longitude === null))
    cells.refuse(latitude === null ? 'latitude' : 'longitude', 'half-a-point');
  return {
    external_id: cells.text('external_id'),
    customer: readCustomerRef(cells),
    name,
    ...place,
    latitude,
    longitude,
    time_zone: cells.timeZone('time_zone'),
    access_notes: cells.text('access_notes'),
  };
}
