import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  Card,
  Chip,
  Grid,
  Icon,
  NarrowedList,
  Row,
  Time,
  usePage,
  type GridColumn,
  type OfficeFrame,
  type PageContext,
} from '../../ui/index.ts';
import { LOG_GROUPS, WHO } from './groups.ts';
import { logHref, type LogAsked } from './list-asked.ts';

/** An entry as the page shows it. */
export interface LogLine {
  readonly id: string;
  readonly seq: bigint | null;
  readonly at: Temporal.Instant;
  readonly words: string;
  readonly actorKind: string;
  readonly who: string;
  readonly isErased: boolean;
  readonly customer: { readonly number: string; readonly name: string } | null;
}

export interface LogPageProps {
  readonly frame: OfficeFrame;
  readonly asked: LogAsked;
  readonly list: {
    readonly rows: readonly LogLine[];
    readonly newer: { readonly key: string | null; readonly id: string } | null;
    readonly older: { readonly key: string | null; readonly id: string } | null;
  };
  readonly customer: { readonly name: string } | null;
  readonly chain: ChainShown | null;
  readonly mayCheck: boolean;
}

/** Where the chain ends, and when it was last followed. */
export interface ChainShown {
  readonly entries: bigint;
  /** Hex. */
  readonly fingerprint: string;
  readonly checked: {
    readonly at: Temporal.Instant;
    readonly isWhole: boolean;
    readonly entries: string;
    readonly first: string;
  } | null;
}

/** All that was done in the org, newest first, and whether the log is whole. */
export function LogPage({ frame, asked, list, customer, chain, mayCheck }: LogPageProps) {
  const page = usePage();
  const { t } = page;
  return (
    <NarrowedList
      frame={frame}
      title={t('audit.title')}
      add={null}
      meta={<span class="soft">{t('audit.lead')}</span>}
      above={
        <Chain chain={chain} mayCheck={mayCheck} fileHref={logHref(asked, {}, paths.office.logPart('file.csv'))} />
      }
      href={paths.office.log}
      sorted={t('audit.sorted')}
      choices={[
        {
          name: 'group',
          label: t('audit.filter-group'),
          value: asked.group,
          any: t('audit.group-any'),
          options: LOG_GROUPS.map((group) => ({ value: group, label: t(`audit.group-${group}`) })),
          removeHref: logHref(asked, { group: null }),
        },
        {
          name: 'who',
          label: t('audit.filter-who'),
          value: asked.who,
          any: t('audit.who-any'),
          options: WHO.map((who) => ({ value: who, label: t(`audit.who-${who}`) })),
          removeHref: logHref(asked, { who: null }),
        },
      ]}
      asked={asked}
      customer={customer}
      without={(change) => logHref(asked, change)}
      newer={list.newer === null ? undefined : logHref(asked, { before: list.newer })}
      older={list.older === null ? undefined : logHref(asked, { after: list.older })}
      keys={t('audit.keys')}
      isEmpty={list.rows.length === 0}
      noneFit={t('audit.none-found')}
      noneYet={{ icon: 'clock', title: t('audit.empty'), text: t('audit.empty-text') }}
    >
      <Grid label={t('audit.list')} columns={columns(page)} rows={list.rows} rowKey={(row) => row.id} />
    </NarrowedList>
  );
}

function Chain({ chain, mayCheck, fileHref }: { chain: ChainShown | null; mayCheck: boolean; fileHref: string }) {
  const { t } = usePage();
  if (chain === null) return null;
  const { checked } = chain;
  return (
    <>
      {checked?.isWhole === false && (
        <Banner tone="bad" icon="triangle-alert">
          {t('audit.broken', { first: checked.first })}
        </Banner>
      )}
      <Card>
        <Row between>
          <p>
            <Icon name="shield-check" /> {t('audit.chain', { entries: String(chain.entries) })}{' '}
            <code title={chain.fingerprint}>{chain.fingerprint.slice(0, 16)}</code>
            {'. '}
            <span class="soft">
              {checked === null ? (
                t('audit.never-checked')
              ) : (
                <>
                  {t('audit.last-checked')} <Time at={checked.at} />
                  {checked.isWhole && (
                    <>
                      {' '}
                      <Chip tone="good" icon="circle-check">
                        {t('audit.whole')}
                      </Chip>
                    </>
                  )}
                </>
              )}
            </span>
          </p>
          <Row gap={8}>
            {mayCheck && (
              <ButtonForm action={paths.office.logPart('checks')}>
                <Button icon="shield-check">{t('audit.check')}</Button>
              </ButtonForm>
            )}
            <ButtonLink icon="download" href={fileHref}>
              {t('audit.file')}
            </ButtonLink>
          </Row>
        </Row>
      </Card>
    </>
  );
}

function columns({ t }: PageContext): GridColumn<LogLine>[] {
  return [
    { id: 'seq', title: t('audit.col-entry'), kind: 'num', cell: (row) => (row.seq === null ? '–' : String(row.seq)) },
    { id: 'when', title: t('audit.col-when'), kind: 'num', cell: (row) => <Time at={row.at} /> },
    {
      id: 'what',
      title: t('audit.col-what'),
      heads: true,
      cell: (row) => (
        <>
          {row.words}
          {row.isErased && (
            <>
              {' '}
              <Chip icon="eye-off">{t('audit.erased')}</Chip>
            </>
          )}
        </>
      ),
    },
    {
      id: 'customer',
      title: t('audit.col-customer'),
      cut: true,
      cell: (row) =>
        row.customer !== null && <a href={paths.office.customer(row.customer.number)}>{row.customer.name}</a>,
    },
  ];
}
