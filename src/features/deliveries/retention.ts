import { sql } from 'kysely';
import { deleting, type RetentionRule } from '../personal-parts/index.ts';

/** Messages that went out, whole: what they said, to whom, and what became of them. */
export const deliveriesKept: RetentionRule = {
  setting: 'keep_deliveries_months',
  unit: 'months',
  remove: deleting(
    'deliveries',
    (before) => sql<boolean>`t.queued_at < ${before} and t.state not in ('queued', 'sending')`,
  ),
};
