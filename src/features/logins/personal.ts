import { ofContact, ofContacts, type PersonalTable } from '../personal-parts/index.ts';

export const loginsPersonal: readonly PersonalTable[] = [
  { table: 'password_links', about: ofContacts(), erase: 'delete' },
  { table: 'contact_logins', about: ofContacts(), secret: ['password_hash'], erase: 'delete' },
  { table: 'contact_tries', about: ofContact('customer_id', 'contact_id'), erase: 'delete' },
];
