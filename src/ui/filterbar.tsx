import { usePage, type Children } from './context.tsx';
import { Form } from './form.tsx';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

export interface ActiveFilter {
  readonly label: string;
  readonly value: string;
  /** The same page without this filter. */
  readonly removeHref: string;
}

/** What the list is narrowed to, each with a way out, and fields to narrow it further: a plain GET form. */
export function Filterbar({
  action,
  active,
  clearHref,
  children,
  end,
}: {
  action: string;
  active?: readonly ActiveFilter[] | undefined;
  clearHref?: string | undefined;
  /** Fields with hidden labels. */
  children?: Children;
  /** At the end: how it is sorted, what is shown. */
  end?: Children;
}) {
  const { t } = usePage();
  return (
    <Form method="get" action={action} class="filterbar" search label={t('ui.filters')}>
      {active?.map((filter) => (
        <span key={filter.label} class="filterchip">
          {filter.label} <b>{filter.value}</b>
          <a href={filter.removeHref} aria-label={t('ui.filter-remove', { label: filter.label })}>
            <Icon name="x" />
          </a>
        </span>
      ))}
      {children}
      {children !== undefined && <Button>{t('ui.filter-apply')}</Button>}
      {clearHref !== undefined && active !== undefined && active.length > 1 && (
        <a class="btn quiet" href={clearHref}>
          {t('ui.filter-clear')}
        </a>
      )}
      {end !== undefined && <span class="end soft small">{end}</span>}
    </Form>
  );
}
