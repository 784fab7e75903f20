import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { currentTaxRates, MOST_RATES } from './tax-rate.ts';

/** Adds a rate; the first one is what new lines begin with. @throws Refused when the list is full */
export async function addTaxRate(
  tx: Tx,
  actor: StaffActor,
  { name, rateBp }: { name: string; rateBp: number },
  now: Temporal.Instant,
): Promise<void> {
  await lockOrg(tx, actor);
  const rates = await currentTaxRates(tx, actor);
  if (rates.length >= MOST_RATES) throw new Refused('settings.tax-full', { most: MOST_RATES });
  const isFirst = !rates.some((rate) => rate.is_default);
  const { id } = await tx
    .insertInto('tax_rates')
    .values({ org_id: actor.orgId, name, rate_bp: rateBp, is_default: isFirst })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, actor, 'tax_rate.added', {
    now,
    subject: { kind: 'tax_rate', id },
    data: { name, rate_bp: rateBp },
  });
}

/** New invoice lines begin with this rate from now on. */
export async function makeDefaultTaxRate(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  await lockOrg(tx, actor);
  const rate = await findRate(tx, actor, id);
  if (rate.is_default) return;
  await tx
    .updateTable('tax_rates')
    .set({ is_default: false })
    .where('org_id', '=', actor.orgId)
    .where('is_default', '=', true)
    .execute();
  await tx
    .updateTable('tax_rates')
    .set({ is_default: true })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await record(tx, actor, 'tax_rate.made_default', {
    now,
    subject: { kind: 'tax_rate', id },
    data: { name: rate.name },
  });
}

/** Takes a rate off the list. Lines that have it keep it. @throws Refused for the default one */
export async function archiveTaxRate(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  await lockOrg(tx, actor);
  const rate = await findRate(tx, actor, id);
  if (rate.is_default) throw new Refused('settings.tax-default-stays');
  await tx
    .updateTable('tax_rates')
    .set({ archived_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await record(tx, actor, 'tax_rate.archived', { now, subject: { kind: 'tax_rate', id }, data: { name: rate.name } });
}

/** The list is changed by one person at a time. */
async function lockOrg(tx: Tx, actor: StaffActor): Promise<void> {
  await tx.selectFrom('orgs').select('id').where('id', '=', actor.orgId).forUpdate().execute();
}

async function findRate(tx: Tx, actor: StaffActor, id: string) {
  if (!isUuid(id)) throw new NotFound();
  const rate = await tx
    .selectFrom('tax_rates')
    .select(['name', 'is_default'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!rate) throw new NotFound();
  return rate;
}
