import { ButtonLink } from './button.tsx';
import { todayOn, usePage, type Children, type PageContext } from './context.tsx';
import { Empty } from './empty.tsx';
import { DateField, TextField } from './fields.tsx';
import type { ActiveFilter } from './filterbar.tsx';
import { formatDay } from './format.ts';
import type { IconName } from './icon.tsx';
import { OfficeHead } from './office-parts.tsx';
import { OfficeShell, type OfficeFrame } from './office-shell.tsx';
import { Pages } from './pages.tsx';
import { SavedFilters } from './saved-list.tsx';

/** What makes one more of what a list shows; absent for who may not. */
export interface AddLink {
  readonly href: string;
  readonly label: string;
}

export interface OfficeListProps {
  readonly frame: OfficeFrame;
  readonly title: string;
  /** Beside the title: how many there are. */
  readonly meta?: Children;
  readonly add: AddLink | null;
  readonly filters: Children;
  /** The pages before and after this one. */
  readonly newer: string | undefined;
  readonly older: string | undefined;
  /** Which keys move in the list. */
  readonly keys: string;
  /** The rows, or what stands where there are none. */
  readonly children: Children;
}

/** A page of the office that is one long list: head, filters, rows, and the way to newer and older ones. */
export function OfficeList({ frame, title, meta, add, filters, newer, older, keys, children }: OfficeListProps) {
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead title={title} meta={meta} actions={add !== null && <AddButton {...add} main />} />
      <SavedFilters of={frame.list} mayShare={frame.create.length > 0} />
      {filters}
      {children}
      <Pages newer={newer} older={older}>
        <span class="soft needs-scripts">{keys}</span>
      </Pages>
    </OfficeShell>
  );
}

function AddButton({ href, label, main }: AddLink & { main?: boolean }) {
  return (
    <ButtonLink kind={main === true ? 'main' : undefined} icon="plus" href={href}>
      {label}
    </ButtonLink>
  );
}

/** In the place of the rows, when there are none yet. */
export function NoRowsYet(props: { icon: IconName; title: string; text: string; add: AddLink | null }) {
  const { add, ...said } = props;
  return <Empty {...said}>{add !== null && <AddButton {...add} />}</Empty>;
}

/** In the place of the rows, when the filters leave none. */
export function NoRowsFit({ title, clearHref }: { title: string; clearHref: string }) {
  const { t } = usePage();
  return (
    <Empty icon="search-x" title={title} text={t('ui.filter-none-text')}>
      <ButtonLink href={clearHref}>{t('ui.filter-clear')}</ButtonLink>
    </Empty>
  );
}

export interface Narrowed {
  /** A number as it was typed. */
  readonly customer: string;
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
}

/** Fields to narrow a list to one customer and to days. */
export function CustomerAndDayFields({ customer, from, to }: Narrowed) {
  const { t } = usePage();
  return (
    <>
      <TextField
        name="customer"
        label={t('ui.filter-customer')}
        labelHidden
        placeholder={t('ui.filter-customer-hint')}
        value={customer}
        short
      />
      <DateField name="from" label={t('ui.filter-from')} labelHidden value={from ?? undefined} />
      <DateField name="to" label={t('ui.filter-to')} labelHidden value={to ?? undefined} />
    </>
  );
}

/** What those fields narrow a list to now. `name` is the name of that customer, when there is one. */
export function customerAndDayFilters(
  page: PageContext,
  { customer, from, to }: Narrowed,
  name: string | undefined,
  without: (change: { customer: '' } | { from: null } | { to: null }) => string,
): ActiveFilter[] {
  const { t, locale } = page;
  const today = todayOn(page);
  const found: ActiveFilter[] = [];
  if (customer !== '') {
    const value = name ?? customer;
    found.push({ label: t('ui.filter-customer'), value, removeHref: without({ customer: '' }) });
  }
  if (from !== null) {
    const value = formatDay(from, locale, today);
    found.push({ label: t('ui.filter-from'), value, removeHref: without({ from: null }) });
  }
  if (to !== null) {
    const value = formatDay(to, locale, today);
    found.push({ label: t('ui.filter-to'), value, removeHref: without({ to: null }) });
  }
  return found;
}
