import { paths, withQuery } from '../../kernel/paths.ts';
import {
  Banner,
  Empty,
  Filterbar,
  Grid,
  OfficeHead,
  OfficeShell,
  Pages,
  SelectField,
  TextField,
  Time,
  usePage,
  Words,
  type OfficeFrame,
} from '../../ui/index.ts';
import { deviceWords, OutcomeChip, wayWords } from './lists.page.tsx';
import type { TriesAsked, TryOfContact } from './ways.ts';

export interface SignInsPageProps {
  readonly frame: OfficeFrame;
  readonly rows: readonly TryOfContact[];
  readonly asked: Pick<TriesAsked, 'customer' | 'outcome'>;
  readonly older: string | undefined;
  /** Until when the brake on guessing holds; null while it doesn't. */
  readonly brakedUntil: Temporal.Instant | null;
}

const OUTCOMES = ['in', 'half', 'wrong'] as const;

/** Who signed in and who tried, of all customers or of one. */
export function SignInsPage({ frame, rows, asked, older, brakedUntil }: SignInsPageProps) {
  const { t } = usePage();
  const home = paths.office.signIns;
  const { customer, outcome } = asked;
  const narrowed = customer !== '' || outcome !== '';
  return (
    <OfficeShell title={t('security.list-title')} frame={frame}>
      <OfficeHead title={t('security.list-title')} meta={<span class="soft small">{t('security.list-lead')}</span>} />
      {brakedUntil !== null && (
        <Banner tone="bad">
          <Words of="security.list-braked" with={{ time: <Time at={brakedUntil} /> }} />
        </Banner>
      )}
      <Filterbar
        action={home}
        active={
          customer === ''
            ? []
            : [{ label: t('security.column-customer'), value: customer, removeHref: withQuery(home, { outcome }) }]
        }
      >
        <TextField
          name="customer"
          label={t('security.filter-customer')}
          labelHidden
          value={customer}
          placeholder={t('security.filter-customer')}
          maxLength={32}
          short
        />
        <SelectField
          name="outcome"
          label={t('security.column-outcome')}
          labelHidden
          value={outcome}
          options={[
            { value: '', label: t('security.filter-all') },
            ...OUTCOMES.map((value) => ({ value, label: t(`security.outcome-${value}`) })),
          ]}
        />
      </Filterbar>
      <h2 class="vh">{t('security.list')}</h2>
      {rows.length === 0 ? (
        <Empty
          icon={narrowed ? 'search-x' : 'key-round'}
          title={t(narrowed ? 'security.list-none' : 'security.list-empty')}
          text={t(narrowed ? 'security.list-none-text' : 'security.list-empty-text')}
        />
      ) : (
        <TryGrid rows={rows} />
      )}
      {rows.length > 0 && <Pages older={older} />}
    </OfficeShell>
  );
}

function TryGrid({ rows }: { rows: readonly TryOfContact[] }) {
  const { t } = usePage();
  const name = (row: TryOfContact) => [row.first_name, row.last_name].filter(Boolean).join(' ') || row.customer_name;
  return (
    <Grid
      label={t('security.list')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { id: 'when', title: t('security.column-when'), kind: 'num', cell: (row) => <Time at={row.tried_at} /> },
        {
          id: 'who',
          title: t('security.column-who'),
          heads: true,
          cell: (row) => <a href={paths.office.contact(row.customer_number, row.contact_id)}>{name(row)}</a>,
        },
        { id: 'outcome', title: t('security.column-outcome'), cell: (row) => <OutcomeChip of={row} /> },
        { id: 'way', title: t('security.column-way'), cell: (row) => wayWords(row.way, t) },
        { id: 'device', title: t('security.column-device'), cut: true, cell: (row) => deviceWords(row.device, t) },
        { id: 'network', title: t('security.column-network'), kind: 'num', cell: (row) => row.network },
        {
          id: 'customer',
          title: t('security.column-customer'),
          cut: true,
          cell: (row) => <a href={paths.office.customer(row.customer_number)}>{row.customer_name}</a>,
        },
      ]}
    />
  );
}
