import { formatDay, formatWeekday } from '../../ui/format.ts';
import { StateChip } from '../../ui/chip.tsx';
import { todayOn, usePage, type PageContext } from '../../ui/context.tsx';
import { invoiceState, type InvoiceState, type Standing } from './invoice.ts';

/** An invoice's state as a chip: *Due Friday*, *9 days overdue*, *Part paid*. */
export function InvoiceChip({ invoice }: { invoice: Standing }) {
  const page = usePage();
  const state = invoiceState(invoice, todayOn(page));
  return <StateChip kind="invoice" state={state} word={stateWord(page, state, invoice)} />;
}

/** The state said more exactly than its name; undefined where the name says it all. */
function stateWord(page: PageContext, state: InvoiceState, { due_on, total_minor }: Standing): string | undefined {
  const { t, locale } = page;
  if (state === 'paid' && total_minor === 0n) return t('portal.chip-nothing-to-pay');
  if (due_on === null) return undefined;
  const today = todayOn(page);
  const days = today.until(due_on, { largestUnit: 'days' }).days;
  if (state === 'overdue') return t('portal.chip-overdue', { days: -days });
  if (state === 'open') return t('portal.chip-due-day', { day: formatDay(due_on, locale, today) });
  if (state !== 'due_soon') return undefined;
  if (days === 0) return t('portal.chip-due-today');
  if (days === 1) return t('portal.chip-due-tomorrow');
  return t('portal.chip-due-weekday', { weekday: formatWeekday(due_on, locale) });
}
