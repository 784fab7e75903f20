import { formatMoney } from '../../ui/format.ts';
import type { Translate } from '../../words/index.ts';
import type { Movement, Sums } from './statement.ts';

/** What a movement is, with its number: *Invoice 2041*, *Payment received*. */
export function movementText({ kind, number }: Pick<Movement, 'kind' | 'number'>, t: Translate): string {
  return t(`statement.kind-${kind}`, { number: number ?? '' });
}

/** How the account stands at its end, said to the customer. */
export function closingInWords({ closing_minor: minor, currency }: Sums, t: Translate, locale: string): string {
  if (minor === 0n) return t('portal.balance-nothing');
  const amount = formatMoney({ minor: minor < 0n ? -minor : minor, currency }, locale);
  return t(minor < 0n ? 'portal.balance-credit' : 'portal.balance-owed', { amount });
}
