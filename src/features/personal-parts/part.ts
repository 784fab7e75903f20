import { sql, type RawBuilder } from 'kysely';
import type { DB } from '../../../db/types.ts';

/** Whom it is about: a whole customer, or one person of it. */
export interface Subject {
  readonly orgId: string;
  readonly customerId: string;
  readonly contactId: string | null;
}

/**
 * What one table holds of a customer, and what an erasure does to it. The feature that owns the table says so in its
 * `personal.ts`, and `src/personal.ts` lists them all: what is written here is all that a copy and an erasure know.
 */
export interface PersonalTable {
  readonly table: keyof DB;
  /** Which rows of `t` are about them; null when a single person has none there. */
  readonly about: (of: Subject) => RawBuilder<boolean> | null;
  /** Columns that no copy shows: hashes of secrets. */
  readonly secret?: readonly string[];
  /**
   * `delete` the rows; `keep` them because the law says so (they are named on the receipt); or set columns, as an SQL
   * list of `column = value`.
   */
  readonly erase: 'delete' | 'keep' | RawBuilder<unknown>;
  /** Which rows of those an erasure strikes, when not all. */
  readonly eraseOnly?: RawBuilder<boolean>;
  /** Whether a copy shows these rows; what is only made from other rows stays out. */
  readonly inCopy?: false;
  /** Columns with the key of a stored file, each with the column of its name. */
  readonly files?: readonly { readonly key: string; readonly name: string }[];
}

/** Rows of the customer, or of the person when it is about one. */
export function ofContact(customer: string, contact: string): PersonalTable['about'] {
  return ({ customerId, contactId }) =>
    contactId === null
      ? sql<boolean>`t.${sql.ref(customer)} = ${customerId}`
      : sql<boolean>`t.${sql.ref(contact)} = ${contactId}`;
}

/** Rows of the whole customer only. */
export function ofCustomer(column: string): PersonalTable['about'] {
  return ({ customerId, contactId }) =>
    contactId === null ? sql<boolean>`t.${sql.ref(column)} = ${customerId}` : null;
}

/** Rows that hang on a contact, in a table that doesn't name the customer. */
export function ofContacts(column = 'contact_id'): PersonalTable['about'] {
  return ({ orgId, customerId, contactId }) =>
    contactId === null
      ? sql<boolean>`t.${sql.ref(column)} in (select c.id from contacts c where c.org_id = ${orgId} and c.customer_id = ${customerId})`
      : sql<boolean>`t.${sql.ref(column)} = ${contactId}`;
}

/** Rows that hang on a row of the customer's in another table. */
export function ofParent(
  column: string,
  parent: 'jobs' | 'invoices' | 'payments' | 'credit_notes',
): PersonalTable['about'] {
  return ({ orgId, customerId, contactId }) =>
    contactId === null
      ? sql<boolean>`t.${sql.ref(column)} in (select p.id from ${sql.table(parent)} p where p.org_id = ${orgId} and p.customer_id = ${customerId})`
      : null;
}
