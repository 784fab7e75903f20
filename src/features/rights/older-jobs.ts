import { Invalid } from '../../kernel/errors.ts';
import type { TypedForm } from '../../platform/http/index.ts';

/** As the columns' checks have it; twenty years are as good as for ever. */
const MOST_MONTHS = 240;

/** How many months back jobs are shown; null for an empty field. `least` is 0 where 0 means all. @throws Invalid */
export function readMonths(form: TypedForm, least: 0 | 1): number | null {
  const typed = form.text('months');
  if (typed === '') return null;
  const months = /^\d{1,3}$/.test(typed) ? Number(typed) : -1;
  if (months >= least && months <= MOST_MONTHS) return months;
  throw new Invalid([{ field: 'months', key: 'rights.older-not-a-number', values: { least, most: MOST_MONTHS } }]);
}
