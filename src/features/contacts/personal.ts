import { sql } from 'kysely';
import { ofContact, ofContacts, type PersonalTable } from '../personal-parts/index.ts';

export const contactsPersonal: readonly PersonalTable[] = [
  { table: 'contact_sites', about: ofContacts(), erase: 'delete' },
  {
    table: 'contacts',
    about: ofContact('customer_id', 'id'),
    erase: sql`first_name = null, last_name = null, position = null, email = null, phone = null, language = null,
      is_main = false, permissions = '{}', external_id = null`,
  },
];
