import { ofContact, type PersonalTable } from '../personal-parts/index.ts';

export const linksPersonal: readonly PersonalTable[] = [
  { table: 'links', about: ofContact('customer_id', 'contact_id'), erase: 'delete' },
];
