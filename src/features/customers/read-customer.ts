import { isNumber } from '../../kernel/ids.ts';
import { FormReader, type TypedForm } from '../../platform/http/index.ts';
import type { OrgRow } from '../access/index.ts';
import { takeContact } from '../contacts/index.ts';
import { CUSTOMER_KINDS, nameParts, type CustomerForm } from './customer.ts';

/** The form of a customer and its main contact. Limits are those of the tables. @throws Invalid */
export function readCustomer(form: TypedForm, org: OrgRow): CustomerForm {
  const reader = new FormReader(form);
  const kind = reader.oneOf('kind', CUSTOMER_KINDS) ?? 'person';
  const name = reader.needed('name', { most: 200, missing: 'customers.problem-name' });
  const number = reader.text('number', { most: 32 });
  if (number !== null && !isNumber(number)) reader.problem('number', 'customers.problem-number');
  const customer = {
    kind,
    name,
    line1: reader.text('line1', { most: 200 }),
    line2: reader.text('line2', { most: 200 }),
    postcode: reader.text('postcode', { most: 20 }),
    city: reader.text('city', { most: 120 }),
    region: reader.text('region', { most: 120 }),
    country: reader.country('country'),
    billing_name: reader.text('billing_name', { most: 200 }),
    billing_address: reader.text('billing_address', { most: 500, lines: true }),
    vat_id: reader.text('vat_id', { most: 40 }),
    language: reader.language('language'),
    notes: reader.text('notes', { most: 10_000, lines: true }),
  };
  // The language is asked once, for the customer; the contact's own page can differ from it.
  const typed = { ...takeContact(reader, org.country), language: null };
  reader.done();
  const isNameless = typed.first_name === null && typed.last_name === null;
  const contact = kind === 'person' && isNameless ? { ...typed, ...nameParts(name) } : typed;
  return { number, customer, contact };
}
