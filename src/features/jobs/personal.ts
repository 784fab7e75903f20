import { sql } from 'kysely';
import { ERASED } from '../../kernel/erased.ts';
import { ofParent, type PersonalTable } from '../personal-parts/index.ts';

export const jobsPersonal: readonly PersonalTable[] = [
  { table: 'job_events', about: ofParent('job_id', 'jobs'), erase: sql`note = null` },
  {
    table: 'jobs',
    // Of one person: the jobs that name it. What the work was stays the customer's.
    about: ({ customerId, contactId }) =>
      contactId === null
        ? sql<boolean>`t.customer_id = ${customerId}`
        : sql<boolean>`t.customer_id = ${customerId} and ${contactId} in (t.raised_by_contact_id, t.main_contact_id)`,
    erase: sql`title = ${ERASED}, description = null, internal_notes = null, pause_reason = null, affected_first_name = null,
      affected_last_name = null, affected_email = null, affected_phone = null, customer_reference = null, external_id = null`,
  },
];
