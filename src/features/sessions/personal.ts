import { sql } from 'kysely';
import type { PersonalTable } from '../personal-parts/index.ts';

export const sessionsPersonal: readonly PersonalTable[] = [
  {
    table: 'sessions',
    about: ({ orgId, customerId, contactId }) =>
      contactId === null
        ? sql<boolean>`(t.customer_id = ${customerId} or t.link_id in (
            select l.id from links l where l.org_id = ${orgId} and l.customer_id = ${customerId}))`
        : sql<boolean>`t.contact_id = ${contactId}`,
    secret: ['token_hash'],
    erase: 'delete',
  },
];
