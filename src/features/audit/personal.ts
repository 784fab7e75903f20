import { sql } from 'kysely';
import type { PersonalTable } from '../personal-parts/index.ts';

/** Entries stay as links of their chain; who it was, and what was said of them, goes. */
export const auditPersonal: readonly PersonalTable[] = [
  {
    table: 'events',
    about: ({ customerId, contactId }) =>
      contactId === null
        ? sql<boolean>`t.customer_id = ${customerId}`
        : sql<boolean>`t.customer_id = ${customerId} and ${contactId}::uuid in (t.actor_id, t.subject_id)`,
    secret: ['salt'],
    erase: sql`actor_name = null, data = '{}', salt = null, erased_at = now()`,
    eraseOnly: sql<boolean>`t.erased_at is null`,
  },
];
