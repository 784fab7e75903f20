import { ofContact, type PersonalTable } from '../personal-parts/index.ts';

export const deliveriesPersonal: readonly PersonalTable[] = [
  { table: 'deliveries', about: ofContact('customer_id', 'contact_id'), secret: ['secret_id'], erase: 'delete' },
];
