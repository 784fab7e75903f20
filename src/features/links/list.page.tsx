import { paths, withQuery } from '../../kernel/paths.ts';
import { Empty, Grid, OfficeHead, OfficeShell, Pages, Tabs, Time, usePage, type OfficeFrame } from '../../ui/index.ts';
import type { LinkLine, LinksShown } from './link-list.ts';

/** Links that need somebody: they end soon, or whoever holds them asks for a fresh one. */
export function LinksPage({
  frame,
  show,
  rows,
  next,
}: {
  frame: OfficeFrame;
  show: LinksShown;
  rows: readonly LinkLine[];
  next: string | undefined;
}) {
  const { t } = usePage();
  const tab = (name: LinksShown) => ({
    href: withQuery(paths.office.links, { show: name }),
    label: t(`linkList.${name}`),
    current: show === name,
  });
  return (
    <OfficeShell title={t('linkList.title')} frame={frame}>
      <OfficeHead title={t('linkList.title')} meta={<span class="soft small">{t(`linkList.${show}-text`)}</span>} />
      <Tabs label={t('linkList.title')} of={[tab('ending'), tab('asked')]} />
      {rows.length === 0 ? (
        <Empty icon="link" title={t('linkList.none')} text={t(`linkList.${show}-none`)} />
      ) : (
        <Grid
          label={t('linkList.title')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'customer',
              title: t('linkList.customer'),
              heads: true,
              cell: (row) => <a href={hrefOf(row)}>{row.customer_name}</a>,
            },
            { id: 'of', title: t('linkList.of'), cell: (row) => t(`linkList.kind-${kindOf(row.kind)}`) },
            {
              id: 'ends',
              title: t('linkList.ends'),
              kind: 'num',
              cell: (row) => <Time at={row.expires_at} relative />,
            },
            {
              id: 'asked',
              title: t('linkList.asked-at'),
              kind: 'num',
              cell: (row) => (row.renewal_asked_at === null ? '–' : <Time at={row.renewal_asked_at} relative />),
            },
            {
              id: 'used',
              title: t('linkList.used'),
              kind: 'num',
              cell: (row) => (row.last_used_at === null ? t('linkList.never') : <Time at={row.last_used_at} />),
            },
          ]}
        />
      )}
      <Pages newer={undefined} older={next} />
    </OfficeShell>
  );
}

/** The page on which this link can be refreshed and sent. */
function hrefOf(row: LinkLine): string {
  const { office } = paths;
  if (row.contact_id !== null) return office.contact(row.customer_number, row.contact_id);
  if (row.job_number !== null) return office.job(row.job_number);
  if (row.invoice_id !== null) return office.invoice(row.invoice_id);
  return office.customer(row.customer_number);
}

function kindOf(kind: string): 'customer' | 'contact' | 'job' | 'invoice' {
  return kind === 'contact' || kind === 'job' || kind === 'invoice' ? kind : 'customer';
}
