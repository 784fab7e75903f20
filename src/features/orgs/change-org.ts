import type { Updateable } from 'kysely';
import type { Orgs } from '../../../db/types.ts';
import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record, type EventName } from '../audit/index.ts';

/** The facts of an org that the office changes as text, number or choice. */
export type OrgFacts = Omit<
  Updateable<Orgs>,
  'id' | 'slug' | 'logo' | 'logo_type' | 'logo_width' | 'logo_height' | 'logo_version' | 'permissions' | 'created_at'
>;

/** Longest old or new value that the audit log keeps of one field. */
const KEPT = 200;

/**
 * Changes facts of the actor's org and writes down each as "from → to". Nothing is written, and nothing recorded, when
 * everything is as it was. True when something changed. @throws Refused for another currency once there are invoices
 */
export async function changeOrg(
  tx: Tx,
  actor: StaffActor,
  { event, facts, now }: { event: EventName; facts: OrgFacts; now: Temporal.Instant },
): Promise<boolean> {
  const before = await tx.selectFrom('orgs').selectAll().where('id', '=', actor.orgId).forUpdate().executeTakeFirst();
  if (!before) throw new NotFound();
  const changes = Object.entries(facts).flatMap(([name, after]) => {
    const [was, is] = [shown(before[name as keyof typeof before]), shown(after)];
    return was === is ? [] : [[name, `${was} → ${is}`] as const];
  });
  if (changes.length === 0) return false;
  if (facts.currency !== undefined && facts.currency !== before.currency && (await hasInvoices(tx, actor)))
    throw new Refused('settings.currency-locked');
  await tx.updateTable('orgs').set(facts).where('id', '=', actor.orgId).execute();
  await record(tx, actor, event, {
    now,
    subject: { kind: 'org', id: actor.orgId },
    data: Object.fromEntries(changes),
  });
  return true;
}

/** Whether the org's currency is fixed: amounts that were invoiced can't change what they are counted in. */
export async function hasInvoices(tx: Tx, actor: StaffActor): Promise<boolean> {
  const row = await tx
    .selectFrom('invoices')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return (Array.isArray(value) ? value.join(', ') : String(value)).slice(0, KEPT);
}
