import { sql } from 'kysely';
import { ofContact, type PersonalTable } from '../personal-parts/index.ts';

export const requestsPersonal: readonly PersonalTable[] = [
  // A copy that lies ready goes with the rest.
  {
    table: 'data_requests',
    about: ofContact('customer_id', 'contact_id'),
    secret: ['file_key'],
    erase: sql`state = 'gone', file_key = null`,
    eraseOnly: sql<boolean>`t.state = 'ready'`,
    files: [{ key: 'file_key', name: 'id' }],
  },
  { table: 'erasures', about: ofContact('customer_id', 'contact_id'), erase: 'keep' },
];
