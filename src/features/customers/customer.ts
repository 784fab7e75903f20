import type { Selectable } from 'kysely';
import type { Customers } from '../../../db/types.ts';
import type { ContactFieldValues } from '../contacts/index.ts';

export type Customer = Selectable<Customers>;
export type CustomerKind = 'person' | 'company';
export const CUSTOMER_KINDS = ['person', 'company'] as const;

/** What the office types about a customer. */
export interface CustomerFields {
  readonly kind: CustomerKind;
  readonly name: string;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly country: string | null;
  readonly billing_name: string | null;
  readonly billing_address: string | null;
  readonly vat_id: string | null;
  readonly language: string | null;
  readonly notes: string | null;
}

export const CUSTOMER_FIELDS = [
  'kind',
  'name',
  'line1',
  'line2',
  'postcode',
  'city',
  'region',
  'country',
  'billing_name',
  'billing_address',
  'vat_id',
  'language',
  'notes',
] as const satisfies readonly (keyof CustomerFields)[];

/** A customer as its form has it: itself, its number (null: the next of the series) and its main contact. */
export interface CustomerForm {
  readonly number: string | null;
  readonly customer: CustomerFields;
  readonly contact: ContactFieldValues;
}

/** A private person's first and last name, from the one name given: "Priya Raman" is Priya and Raman. */
export function nameParts(name: string): { first_name: string | null; last_name: string | null } {
  const at = name.lastIndexOf(' ');
  const first = at < 0 ? name : name.slice(0, at).trim();
  const last = at < 0 ? null : name.slice(at + 1);
  // A name may be 200 characters long, each part 100: what doesn't fit stays in the customer's name alone.
  const fits = (part: string | null) => (part !== null && [...part].length <= 100 ? part : null);
  return { first_name: fits(first), last_name: fits(last) };
}
