import { paths } from '../../kernel/paths.ts';
import {
  BackLink,
  BulkAll,
  Button,
  ButtonLink,
  Empty,
  Grid,
  OfficeHead,
  OfficeShell,
  Pages,
  SearchBox,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import { GrantToTicked } from '../grants/index.ts';

interface Line {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly place: string | null;
}

/** Customers as a table with ticks. */
export function ManyCustomersPage({
  frame,
  asked,
  found,
  here,
  newer,
  older,
  mayManage,
}: {
  frame: OfficeFrame;
  asked: { readonly q: string; readonly archived: boolean };
  found: { readonly rows: readonly Line[] };
  here: string;
  newer: string | undefined;
  older: string | undefined;
  mayManage: boolean;
}) {
  const { t } = usePage();
  const path = paths.office.bulk('customers');
  return (
    <OfficeShell title={t('bulk.customers-title')} frame={frame}>
      <BackLink href={paths.office.customers} label={t('customers.title')} />
      <OfficeHead
        title={t('bulk.customers-title')}
        actions={mayManage && <ButtonLink href={paths.office.grants}>{t('grants.link')}</ButtonLink>}
      />
      <SearchBox id="many-find" action={path} label={t('customers.find')} value={asked.q} />
      {found.rows.length === 0 ? (
        <Empty icon="users" title={t('bulk.customers-none')} text={t('bulk.customers-none-text')} />
      ) : (
        <Grid
          label={t('customers.title')}
          rows={found.rows}
          rowKey={(row) => row.id}
          columns={[
            { id: 'number', title: t('bulk.col-number'), kind: 'num', cell: (row) => row.number },
            {
              id: 'name',
              title: t('bulk.col-name'),
              heads: true,
              cell: (row) => <a href={paths.office.customer(row.number)}>{row.name}</a>,
            },
            { id: 'place', title: t('bulk.col-place'), cut: true, cell: (row) => row.place ?? '–' },
          ]}
          pick={{
            name: 'customer',
            value: (row) => row.number,
            label: (row) => t('bulk.pick-customer', { name: row.name }),
            action: path,
            buttons: (
              <>
                <BulkAll back={here} more={false} />
                <Button name="deed" value={asked.archived ? 'restore' : 'archive'}>
                  {t(asked.archived ? 'bulk.restore' : 'bulk.archive')}
                </Button>
                {mayManage && !asked.archived && <GrantToTicked />}
              </>
            ),
          }}
        />
      )}
      <Pages newer={newer} older={older}>
        <a href={asked.archived ? path : `${path}?archived=1`}>
          {t(asked.archived ? 'customers.show-current' : 'customers.show-archived')}
        </a>
      </Pages>
    </OfficeShell>
  );
}
