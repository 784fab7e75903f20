import { sql } from 'kysely';
import { ofCustomer, ofParent, type PersonalTable } from '../personal-parts/index.ts';

const isDraft = sql<boolean>`t.state = 'draft'`;
/** Rows that hang on a draft. */
const ofDraft =
  (parent: 'invoices' | 'credit_notes', column: string): PersonalTable['about'] =>
  ({ orgId, customerId, contactId }) =>
    contactId === null
      ? sql<boolean>`t.${sql.ref(column)} in (select p.id from ${sql.table(parent)} p
          where p.org_id = ${orgId} and p.customer_id = ${customerId} and p.state = 'draft')`
      : null;

/** An issued invoice or credit note is a book and is kept as it was issued, with the name and address the law wants on it. */
export const invoicesPersonal: readonly PersonalTable[] = [
  { table: 'credit_note_lines', about: ofDraft('credit_notes', 'credit_note_id'), erase: 'delete' },
  { table: 'credit_note_taxes', about: ofDraft('credit_notes', 'credit_note_id'), erase: 'delete' },
  { table: 'credit_notes', about: ofCustomer('customer_id'), erase: 'delete', eraseOnly: isDraft },
  { table: 'credit_note_lines', about: ofParent('credit_note_id', 'credit_notes'), erase: 'keep' },
  { table: 'credit_note_taxes', about: ofParent('credit_note_id', 'credit_notes'), erase: 'keep' },
  { table: 'credit_notes', about: ofCustomer('customer_id'), erase: 'keep' },
  { table: 'invoice_lines', about: ofDraft('invoices', 'invoice_id'), erase: 'delete' },
  { table: 'invoice_taxes', about: ofDraft('invoices', 'invoice_id'), erase: 'delete' },
  { table: 'invoices', about: ofCustomer('customer_id'), erase: 'delete', eraseOnly: isDraft },
  { table: 'invoice_lines', about: ofParent('invoice_id', 'invoices'), erase: 'keep' },
  { table: 'invoice_taxes', about: ofParent('invoice_id', 'invoices'), erase: 'keep' },
  { table: 'invoices', about: ofCustomer('customer_id'), erase: 'keep' },
];
