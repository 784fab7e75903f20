import { Refused } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { OfficeVisit } from '../access/index.ts';
import { creditLeft, type CreditLeft } from './queries.ts';
import type { Source } from './source.ts';

/** The payment or credit note that something is left of. */
export type CreditOf = Pick<Source, 'kind' | 'id'>;

/** Where credit comes from: what is left of a payment, and of a credit note. */
export const CREDIT = [
  ['/office/payments', 'payment'],
  ['/office/credit-notes', 'credit_note'],
] as const;

export function creditPath({ kind, id }: CreditOf, part?: 'allocations' | 'refund'): string {
  if (kind === 'payment') return part ? paths.office.paymentPart(id, part) : paths.office.payment(id);
  return part ? paths.office.creditNotePart(id, part) : paths.office.creditNote(id);
}

/** What is left, to be used now. @throws NotFound, Refused for a source that is out */
export async function usableCredit(visit: OfficeVisit, of: CreditOf): Promise<CreditLeft> {
  const credit = await visit.read((tx) => creditLeft(tx, visit.actor, of));
  if (credit.isOut) throw new Refused(`payments.refused-out-${of.kind}`);
  return credit;
}
