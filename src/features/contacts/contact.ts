import type { Selectable } from 'kysely';
import type { Contacts, Customers } from '../../../db/types.ts';
import type { LinkShown } from '../links/index.ts';

export type Contact = Selectable<Contacts>;

/** What a contact's pages need of its customer. */
export type CustomerOfContact = Pick<
  Selectable<Customers>,
  'org_id' | 'id' | 'number' | 'name' | 'permissions' | 'archived_at'
>;

/** What the office types about a contact. */
export interface ContactFields {
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly position: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: string | null;
}

export const CONTACT_FIELDS = ['first_name', 'last_name', 'position', 'email', 'phone', 'language'] as const;

/** More people than this at one customer is an import gone wrong; a page lists them all. */
export const MOST_CONTACTS = 200;

/** How a contact gets in: link, PIN, sessions now open. */
export interface Access {
  readonly link: LinkShown | null;
  readonly pin: { readonly setAt: Temporal.Instant; readonly setBy: string; readonly blocked: boolean } | null;
  readonly openSessions: number;
  readonly lastSeenAt: Temporal.Instant | null;
}

/** How a contact is called: the name, else how it is reached, else nothing. */
export function contactName(contact: Pick<Contact, 'first_name' | 'last_name' | 'email' | 'phone'>): string | null {
  return [contact.first_name, contact.last_name].filter(Boolean).join(' ') || contact.email || contact.phone;
}

/** Why this contact can't be archived, or null. A customer always has one main contact. */
export function archiveRefusal(contact: Pick<Contact, 'is_main' | 'archived_at'>): string | null {
  if (contact.archived_at !== null) return 'contacts.refused-archived';
  return contact.is_main ? 'contacts.refused-main' : null;
}

/** Why this contact can't become the main one, or null. */
export function mainRefusal(contact: Pick<Contact, 'archived_at'>): string | null {
  return contact.archived_at === null ? null : 'contacts.refused-archived';
}
