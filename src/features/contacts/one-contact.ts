import { Invalid } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import { problemTexts, type FieldProblem } from '../../ui/index.ts';
import type { OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import type { Contact, CustomerOfContact } from './contact.ts';
import { findContact, lockContact } from './queries.ts';

/** Where the pages of one contact begin. */
export const ONE = '/office/customers/:number/contacts/:id';

export function numberOf(visit: OfficeVisit): string {
  return visit.c.req.param('number') ?? '';
}

export function herePath(visit: OfficeVisit): string {
  return paths.office.contact(numberOf(visit), visit.c.req.param('id') ?? '');
}

export function found(visit: OfficeVisit): Promise<{ customer: CustomerOfContact; contact: Contact }> {
  return visit.read((tx) => findContact(tx, visit.actor, numberOf(visit), visit.c.req.param('id') ?? ''));
}

/** One action on the contact of the address, its customer locked. Returns the contact as it was. */
export function change(visit: OfficeFormVisit, work: (tx: Tx, contact: Contact) => Promise<void>): Promise<Contact> {
  return visit.write(async (tx) => {
    const { contact } = await lockContact(tx, visit.actor, numberOf(visit), visit.c.req.param('id') ?? '');
    await work(tx, contact);
    return contact;
  });
}

/** Runs a form's deed; what was typed wrongly is drawn again with what is wrong. */
export async function orAgain(
  deed: () => Promise<Response>,
  again: (problems: readonly FieldProblem[]) => Promise<Response>,
  visit: OfficeVisit,
): Promise<Response> {
  try {
    return await deed();
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return again(problemTexts(error.problems, visit.t));
  }
}
