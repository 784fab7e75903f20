import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';

export interface TaxRate {
  readonly id: string;
  readonly name: string;
  /** Basis points: 20 % is 2000. */
  readonly rate_bp: number;
  readonly is_default: boolean;
}

/** More rates than any country has; a list to choose from stays readable. */
export const MOST_RATES = 30;

/** A rate as people write it, "20", "5,5 %" or "2.55", in basis points; null when it is none between 0 and 100. */
export function readRateBp(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!match) return null;
  const bp = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return bp <= 10_000 ? bp : null;
}

/** The rates that new invoice lines may have, highest first. */
export async function currentTaxRates(tx: Tx, actor: StaffActor): Promise<readonly TaxRate[]> {
  return tx
    .selectFrom('tax_rates')
    .select(['id', 'name', 'rate_bp', 'is_default'])
    .where('org_id', '=', actor.orgId)
    .where('archived_at', 'is', null)
    .orderBy('rate_bp', 'desc')
    .orderBy('id')
    .limit(MOST_RATES)
    .execute();
}
