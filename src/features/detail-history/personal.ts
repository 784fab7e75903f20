import { sql } from 'kysely';
import { ERASED } from '../../kernel/erased.ts';
import { ofContact, type PersonalTable } from '../personal-parts/index.ts';

export const detailHistoryPersonal: readonly PersonalTable[] = [
  { table: 'detail_changes', about: ofContact('customer_id', 'contact_id'), erase: 'delete' },
  {
    table: 'detail_changes',
    // What the person changed of its customer stays, without the name.
    about: ({ contactId }) => (contactId === null ? null : sql<boolean>`t.actor_id = ${contactId}`),
    inCopy: false,
    erase: sql`actor_name = ${ERASED}`,
  },
];
