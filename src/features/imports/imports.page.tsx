import { paths } from '../../kernel/paths.ts';
import {
  ButtonLink,
  Empty,
  formatNumber,
  Grid,
  OfficeHead,
  OfficeShell,
  Pages,
  Time,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import { ImportState } from './state-chip.tsx';
import { kindOf, type ImportRecord } from './import.ts';

export interface ImportsPageProps {
  frame: OfficeFrame;
  rows: readonly ImportRecord[];
  olderHref: string | undefined;
  newerHref: string | undefined;
}

/** Every import of the business, newest first. */
export function ImportsPage({ frame, rows, olderHref, newerHref }: ImportsPageProps) {
  const { t, locale } = usePage();
  const begin = (
    <ButtonLink kind="main" icon="plus" href={paths.office.newImport}>
      {t('imports.new')}
    </ButtonLink>
  );
  return (
    <OfficeShell title={t('imports.title')} frame={frame}>
      <OfficeHead title={t('imports.title')} actions={rows.length > 0 && begin} />
      {rows.length === 0 ? (
        <>
          <h2 class="vh">{t('imports.list-label')}</h2>
          <Empty icon="file-spreadsheet" title={t('imports.empty-title')} text={t('imports.empty-text')}>
            {begin}
          </Empty>
        </>
      ) : (
        <Grid
          label={t('imports.list-label')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'file',
              title: t('imports.column-file'),
              heads: true,
              cut: true,
              cell: (row) => <a href={paths.office.import(row.id)}>{row.file_name}</a>,
            },
            { id: 'kind', title: t('imports.column-kind'), cell: (row) => t(`imports.kind-${kindOf(row)}`) },
            { id: 'state', title: t('imports.column-state'), cell: (row) => <ImportState row={row} /> },
            {
              id: 'rows',
              title: t('imports.column-rows'),
              kind: 'num',
              cell: (row) => formatNumber(row.rows_read, locale),
            },
            {
              id: 'bad',
              title: t('imports.column-bad'),
              kind: 'num',
              cell: (row) => formatNumber(row.rows_bad, locale),
            },
            { id: 'when', title: t('imports.column-when'), cell: (row) => <Time at={row.created_at} /> },
          ]}
        />
      )}
      <Pages newer={newerHref} older={olderHref} />
    </OfficeShell>
  );
}
