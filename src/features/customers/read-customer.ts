import { isNumber } from '../../kernel/ids.ts';
import { FormReader, type TypedForm } from '../../platform/http/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { takeContact } from '../contacts/index.ts';
import { CUSTOMER_KINDS, nameParts, type Customer, type CustomerForm } from './customer.ts';

/**
 * The form of a customer and its main contact. Limits are those of the tables; a postcode or VAT ID that is stored already
 * is not judged anew. @throws Invalid
 */
export function readCustomer(
  form: TypedForm,
  org: OrgRow,
  stored: Pick<Customer, 'postcode' | 'country' | 'vat_id'> | null,
): CustomerForm {
  const reader = new FormReader(form);
  const kind = reader.oneOf('kind', CUSTOMER_KINDS) ?? 'person';
  const name = reader.needed('name', { most: 200, missing: 'customers.problem-name' });
  const number = reader.text('number', { most: 32 });
  if (number !== null && !isNumber(number)) reader.problem('number', 'customers.problem-number');
  const address = reader.address(org.country, stored);
  const customer = {
    kind,
    name,
    ...address,
    billing_name: reader.text('billing_name', { most: 200 }),
    billing_address: reader.text('billing_address', { most: 500, lines: true }),
    vat_id: reader.vatId('vat_id', address.country ?? org.country, stored?.vat_id ?? null),
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
