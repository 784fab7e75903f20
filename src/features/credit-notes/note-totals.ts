import type { Translate } from '../../words/index.ts';
import { taxRows } from '../papers/index.ts';
import type { RateSum } from './creditable.ts';

interface Summed {
  readonly currency: string;
  readonly net_minor: bigint;
  readonly total_minor: bigint;
  readonly taxes: readonly RateSum[];
}

/** The sums under the lines of a credit note. */
export function noteSums(note: Summed, page: { t: Translate; locale: string }) {
  const { currency, total_minor } = note;
  const total = { label: page.t('paper.credited'), amount: { minor: total_minor, currency }, sum: true };
  return [...taxRows(note, page), total];
}
