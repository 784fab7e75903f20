import { sql } from 'kysely';
import { system } from '../../kernel/actor.ts';
import { Refused } from '../../kernel/errors.ts';
import type { Database } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Chore } from '../../platform/tasks/index.ts';
import { record } from '../audit/index.ts';
import { forEachOrg } from '../orgs/index.ts';
import type { PersonalTable, RetentionRule } from '../personal-parts/index.ts';
import { erase } from './erase.ts';
import { keptBy } from './kept.ts';

/** So many rows a transaction: nobody waits long for a lock, and a stop loses little. */
const AT_ONCE = 500;
/** What is left after so many rounds waits for the next night. */
const MOST_ROUNDS = 200;

/** Removes each night what an org does not keep any longer: copies that ran out, and what its settings say. */
export function retentionChore(tables: readonly PersonalTable[], rules: readonly RetentionRule[]): Chore<Services> {
  return {
    name: 'keep-no-longer',
    when: '20 3 * * *',
    async run(services) {
      await forEachOrg(services, 'keep-no-longer', async (actor, org) => {
        const kept = await services.db.inReadScope(actor, (tx) => keptBy(tx, org.id));
        await dropCopies(services, org.id);
        for (const rule of rules) {
          const time = kept[rule.setting];
          if (time !== null) await follow(services, org, rule, time);
        }
        if (kept.keep_archived_months !== null) await eraseArchived(services, tables, org, kept.keep_archived_months);
      });
    },
  };
}

type OrgKept = { readonly id: string; readonly time_zone: string };

/** The moment before which things are older than the org keeps them: whole months or days back, in its zone. */
export function keptSince(
  now: Temporal.Instant,
  zone: string,
  kept: { readonly months: number } | { readonly days: number },
): Temporal.Instant {
  return now.toZonedDateTimeISO(zone).subtract(kept).toInstant();
}

async function follow({ db, now, files }: Services, org: OrgKept, rule: RetentionRule, kept: number): Promise<void> {
  const actor = system(org.id, 'keep-no-longer');
  const before = keptSince(now(), org.time_zone, rule.unit === 'days' ? { days: kept } : { months: kept });
  let removed = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { rows, keys } = await db.inScope(actor, (tx) => rule.remove(tx, org.id, before, AT_ONCE));
    // After the commit: a file without a row is swept later, a row without its file would be a broken page.
    for (const key of keys) await files.remove(key);
    removed += rows;
    if (rows < AT_ONCE) break;
  }
  if (removed === 0) return;
  await db.inScope(actor, (tx) =>
    record(tx, actor, 'data.kept_no_longer', { now: now(), data: { what: rule.setting, rows: removed } }),
  );
}

/** Copies that nobody may fetch any more. */
async function dropCopies({ db, now, files }: Services, orgId: string): Promise<void> {
  const actor = system(orgId, 'keep-no-longer');
  const gone = await db.inScope(actor, async (tx) => {
    const { rows } = await sql<{ file_key: string }>`
      update data_requests r set state = 'gone', file_key = null
        from (select org_id, id, file_key from data_requests where org_id = ${orgId} and state = 'ready' and expires_at <= ${now()}) old
       where r.org_id = old.org_id and r.id = old.id returning old.file_key`.execute(tx);
    return rows;
  });
  for (const { file_key } of gone) await files.remove(file_key);
}

/** Customers who were archived that long ago. Those who owe something, or are owed, stay until it is settled. */
async function eraseArchived(
  { db, now }: Services,
  tables: readonly PersonalTable[],
  org: OrgKept,
  months: number,
): Promise<void> {
  const before = keptSince(now(), org.time_zone, { months });
  for (const { id } of await archivedBefore(db, org.id, before)) {
    const actor = system(org.id, 'keep-no-longer');
    const of = { orgId: org.id, customerId: id, contactId: null };
    try {
      await db.inScope(actor, (tx) => erase(tx, actor, tables, of, now()));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
}

function archivedBefore(db: Database, orgId: string, before: Temporal.Instant): Promise<{ id: string }[]> {
  return db.inReadScope(system(orgId, 'keep-no-longer'), (tx) =>
    tx
      .selectFrom('customers')
      .select('id')
      .where('org_id', '=', orgId)
      .where('archived_at', '<', before)
      .where('erased_at', 'is', null)
      .orderBy('archived_at')
      .limit(AT_ONCE)
      .execute(),
  );
}
