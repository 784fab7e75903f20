import { sql } from 'kysely';
import { ofContacts, type PersonalTable } from '../personal-parts/index.ts';

export const signInPersonal: readonly PersonalTable[] = [
  { table: 'contact_pins', about: ofContacts(), secret: ['pin_hash'], erase: 'delete' },
  { table: 'known_devices', about: ofContacts(), secret: ['secret_hash'], erase: 'delete' },
  {
    table: 'sign_in_requests',
    // Whoever asked is known by what they typed, whether or not it was theirs.
    about: ({ orgId, customerId, contactId }) => sql<boolean>`exists (
      select from contacts c where c.org_id = ${orgId} and c.customer_id = ${customerId}
         and (${contactId}::uuid is null or c.id = ${contactId}::uuid)
         and (t.contact_id = c.id or t.identifier in (c.email, c.phone)))`,
    secret: ['browser_hash'],
    erase: 'delete',
  },
];
