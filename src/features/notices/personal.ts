import { sql } from 'kysely';
import type { PersonalTable } from '../personal-parts/index.ts';

/** What the office was told: a sentence names who it was about. */
export const noticesPersonal: readonly PersonalTable[] = [
  {
    table: 'staff_notices',
    about: ({ customerId, contactId }) =>
      contactId === null
        ? sql<boolean>`t.customer_id = ${customerId}`
        : sql<boolean>`t.customer_id = ${customerId} and t.subject_id = ${contactId}`,
    erase: 'delete',
  },
];
