import { formatDay, formatNumber, Panel, Plot, usePage } from '../../ui/index.ts';
import type { DayVisits, PortalUse } from './home.ts';

/** Visits of people, day by day, and what the last thirty days come to. */
export function VisitsPanel({ days, use }: { days: readonly DayVisits[]; use: PortalUse }) {
  const { t, locale } = usePage();
  const sum = days.reduce((total, { visits }) => total + visits, 0);
  return (
    <Panel
      id="visits"
      title={t('desk.visits-title')}
      aside={<span class="soft">{t('desk.visits-sum', { count: sum, days: days.length })}</span>}
    >
      <Plot
        kind="line"
        label={t('desk.visits-title')}
        points={days.map(({ day, visits }) => ({
          label: formatDay(day, locale).replace(/^\S+\s/u, ''),
          value: visits,
          text: formatNumber(visits, locale),
        }))}
        axis={(value) => (Number.isInteger(value) ? formatNumber(value, locale) : '')}
        labelColumn={t('desk.day')}
        valueColumn={t('desk.visits')}
      />
      <p class="small soft">
        {t('use.title')}: {t('use.share', { customers: use.customers, of: use.of, percent: percentOf(use, locale) })}{' '}
        {t('use.opened', { count: use.opened })}
      </p>
    </Panel>
  );
}

function percentOf({ customers, of }: PortalUse, locale: string): string {
  const share = of === 0 ? 0 : Math.min(1, customers / of);
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}
