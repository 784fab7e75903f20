import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  BulkAll,
  Button,
  Empty,
  Filterbar,
  Grid,
  type GridColumn,
  Icon,
  OfficeHead,
  OfficeShell,
  Pages,
  SavedFilters,
  SelectField,
  StateChip,
  TextField,
  Time,
  usePage,
  type ActiveFilter,
  type OfficeFrame,
  type Translate,
} from '../../ui/index.ts';
import { isWordKey } from '../../words/index.ts';
import { CHANNELS, STATES, type Channel, type DeliveryState } from '../deliveries/index.ts';

export interface DeliveryListLine {
  readonly id: string;
  readonly channel: Channel;
  readonly kind: string;
  readonly state: DeliveryState;
  /** As people read it. */
  readonly recipient: string;
  readonly recipient_name: string | null;
  readonly customer_number: string | null;
  readonly customer_name: string | null;
  readonly queued_at: Temporal.Instant;
}

export interface DeliveriesPageProps {
  readonly frame: OfficeFrame;
  readonly rows: readonly DeliveryListLine[];
  readonly filters: {
    readonly channel: Channel | null;
    readonly state: DeliveryState | null;
    readonly customer: string | null;
  };
  readonly newer: string | undefined;
  readonly older: string | undefined;
  /** Which channels nothing is set up for. */
  readonly unsent: readonly Channel[];
}

/** Everything that was written to anybody, newest first. */
export function DeliveriesPage({ frame, rows, filters, newer, older, unsent }: DeliveriesPageProps) {
  const { t } = usePage();
  const narrowed = filters.channel !== null || filters.state !== null || filters.customer !== null;
  return (
    <OfficeShell title={t('deliveries.title')} frame={frame}>
      <OfficeHead title={t('deliveries.title')} meta={<span class="soft">{t('deliveries.lead')}</span>} />
      <MailboxBanner unsent={unsent} />
      <SavedFilters of={frame.list} mayShare={frame.create.length > 0} />
      <Filters filters={filters} />
      <h2 class="vh">{t('deliveries.list')}</h2>
      {rows.length === 0 ? (
        <Empty
          icon={narrowed ? 'search-x' : 'inbox'}
          title={t(narrowed ? 'deliveries.none-title' : 'deliveries.empty-title')}
          text={t(narrowed ? 'deliveries.none-text' : 'deliveries.empty-text')}
        />
      ) : (
        <DeliveryGrid
          rows={rows}
          saved={frame.list}
          back={deliveriesPath(filters)}
          mayRetry={frame.create.length > 0}
        />
      )}
      {rows.length > 0 && <Pages newer={newer} older={older} shown={t('deliveries.shown', { count: rows.length })} />}
    </OfficeShell>
  );
}

/** Says that messages stay here, until a sender is set up. */
export function MailboxBanner({ unsent }: { unsent: readonly Channel[] }) {
  const { t } = usePage();
  if (unsent.length === 0) return null;
  const key =
    unsent.length === 2
      ? 'deliveries.mailbox-banner'
      : unsent[0] === 'sms'
        ? 'deliveries.mailbox-banner-sms'
        : 'deliveries.mailbox-banner-email';
  return <Banner icon="inbox">{t(key)}</Banner>;
}

/** What kind of message it is. */
export function kindWord(t: Translate, kind: string): string {
  const key = `deliveries.kind-${kind.replaceAll('_', '-')}`;
  return t(isWordKey(key) ? key : 'deliveries.kind-other');
}

function DeliveryGrid({
  rows,
  saved,
  back,
  mayRetry,
}: {
  rows: readonly DeliveryListLine[];
  saved: OfficeFrame['list'];
  back: string;
  mayRetry: boolean;
}) {
  const { t } = usePage();
  return (
    <Grid
      label={t('deliveries.list')}
      saved={saved}
      pick={
        mayRetry
          ? {
              name: 'delivery',
              value: (row) => row.id,
              label: (row) => t('bulk.pick-delivery', { name: row.recipient_name ?? row.recipient }),
              action: paths.office.bulk('deliveries'),
              buttons: (
                <>
                  <BulkAll back={back} more={false} />
                  <Button name="deed" value="retry">
                    {t('bulk.retry')}
                  </Button>
                </>
              ),
            }
          : undefined
      }
      rows={rows}
      rowKey={(row) => row.id}
      columns={columns(t)}
    />
  );
}

function columns(t: Translate): GridColumn<DeliveryListLine>[] {
  return [
    {
      id: 'what',
      title: t('deliveries.column-what'),
      heads: true,
      cell: (row) => <a href={paths.office.delivery(row.id)}>{kindWord(t, row.kind)}</a>,
    },
    {
      id: 'to',
      title: t('deliveries.column-to'),
      cut: true,
      cell: (row) => (row.recipient_name === null ? row.recipient : `${row.recipient_name}, ${row.recipient}`),
    },
    {
      id: 'channel',
      title: t('deliveries.column-channel'),
      cell: (row) => (
        <>
          <Icon name={row.channel === 'email' ? 'mail' : 'smartphone'} /> {t(`deliveries.channel-${row.channel}`)}
        </>
      ),
    },
    {
      id: 'state',
      title: t('deliveries.column-state'),
      cell: (row) => <StateChip kind="delivery" state={row.state} />,
    },
    {
      id: 'customer',
      title: t('deliveries.column-customer'),
      cut: true,
      cell: (row) =>
        row.customer_number !== null && <a href={paths.office.customer(row.customer_number)}>{row.customer_name}</a>,
    },
    { id: 'when', title: t('deliveries.column-when'), kind: 'num', cell: (row) => <Time at={row.queued_at} /> },
  ];
}

function Filters({ filters }: { filters: DeliveriesPageProps['filters'] }) {
  const { t } = usePage();
  const without = (name: keyof typeof filters): string => deliveriesPath({ ...filters, [name]: null });
  const active: ActiveFilter[] = [];
  if (filters.channel !== null)
    active.push({
      label: t('deliveries.channel'),
      value: t(`deliveries.channel-${filters.channel}`),
      removeHref: without('channel'),
    });
  if (filters.state !== null)
    active.push({
      label: t('deliveries.state'),
      value: t(`ui.state-delivery-${filters.state}`),
      removeHref: without('state'),
    });
  if (filters.customer !== null)
    active.push({ label: t('deliveries.customer-filter'), value: filters.customer, removeHref: without('customer') });
  return (
    <Filterbar action={paths.office.deliveries} active={active} clearHref={paths.office.deliveries}>
      <SelectField
        name="channel"
        label={t('deliveries.channel')}
        labelHidden
        short
        value={filters.channel ?? ''}
        options={[
          { value: '', label: t('deliveries.channel-any') },
          ...CHANNELS.map((channel) => ({ value: channel, label: t(`deliveries.channel-${channel}`) })),
        ]}
      />
      <SelectField
        name="state"
        label={t('deliveries.state')}
        labelHidden
        short
        value={filters.state ?? ''}
        options={[
          { value: '', label: t('deliveries.state-any') },
          ...STATES.map((state) => ({ value: state, label: t(`ui.state-delivery-${state}`) })),
        ]}
      />
      <TextField
        name="customer"
        label={t('deliveries.customer')}
        labelHidden
        short
        placeholder={t('deliveries.customer')}
        value={filters.customer ?? ''}
        maxLength={32}
      />
    </Filterbar>
  );
}

/** The list with these filters and place. */
export function deliveriesPath(filters: DeliveriesPageProps['filters'], place: Record<string, string> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, ...place })) if (value !== null) query.set(name, value);
  const text = query.toString();
  return text === '' ? paths.office.deliveries : `${paths.office.deliveries}?${text}`;
}
