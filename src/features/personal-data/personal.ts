import { ofContact, type PersonalTable } from '../personal-parts/index.ts';

export const requestsPersonal: readonly PersonalTable[] = [
  {
    table: 'data_requests',
    about: ofContact('customer_id', 'contact_id'),
    secret: ['file_key'],
    erase: 'keep',
  },
  { table: 'erasures', about: ofContact('customer_id', 'contact_id'), erase: 'keep' },
];
