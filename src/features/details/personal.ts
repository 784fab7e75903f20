import { ofContact, type PersonalTable } from '../personal-parts/index.ts';

export const detailsPersonal: readonly PersonalTable[] = [
  { table: 'reach_changes', about: ofContact('customer_id', 'contact_id'), erase: 'delete' },
];
