import type { Money } from '../../kernel/money.ts';
import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  ButtonLink,
  Empty,
  OfficeShell,
  Pages,
  SplitList,
  SplitView,
  usePage,
  type Children,
  type OfficeFrame,
} from '../../ui/index.ts';
import { askedHref } from './list-asked.ts';
import { COUNTED, type CustomersAsked, type CustomersFound } from './record.ts';

export interface ListProps {
  readonly asked: CustomersAsked;
  readonly found: CustomersFound;
  readonly currency: string;
  readonly mayWrite: boolean;
  readonly mayManage: boolean;
  /** The number of the open record. */
  readonly current?: string | undefined;
}

/** The list of customers, and the open record beside it. */
export function CustomersPage({
  frame,
  title,
  list,
  idle,
  children,
}: {
  frame: OfficeFrame;
  title?: string | undefined;
  list: ListProps;
  /** Beside the list while none is open. */
  idle?: Children;
  children?: Children;
}) {
  const { t } = usePage();
  return (
    <OfficeShell title={title ?? t('customers.title')} frame={frame} split>
      {children === undefined && <h1 class="vh">{t('customers.title')}</h1>}
      <SplitView idle={idle} list={<CustomerList {...list} />} back={askedHref(paths.office.customers, list.asked)}>
        {children}
      </SplitView>
    </OfficeShell>
  );
}

function CustomerList({ asked, found, currency, mayWrite, mayManage, current }: ListProps) {
  const { t } = usePage();
  const list = paths.office.customers;
  return (
    <SplitList
      id="customers"
      title={t(asked.archived ? 'customers.archived-title' : 'customers.title')}
      count={found.count >= COUNTED ? t('customers.count-most', { count: COUNTED }) : found.count}
      search={{
        action: list,
        value: asked.q,
        placeholder: t('customers.find'),
        keep: asked.archived ? { archived: '1' } : undefined,
      }}
      items={found.rows.map((row) => ({
        href: askedHref(paths.office.customer(row.number), asked),
        title: row.name,
        end: <Balances of={row.balances} currency={currency} />,
        text: row.place,
        textEnd: row.number,
        current: row.number === current,
      }))}
      empty={<NoCustomers asked={asked} mayWrite={mayWrite} mayManage={mayManage} />}
      pages={
        <Pages
          label={t('customers.title')}
          newer={found.newer === null ? undefined : askedHref(list, asked, { before: found.newer })}
          older={found.older === null ? undefined : askedHref(list, asked, { after: found.older })}
        >
          <a href={asked.archived ? list : `${list}?archived=1`}>
            {t(asked.archived ? 'customers.show-current' : 'customers.show-archived')}
          </a>
        </Pages>
      }
    />
  );
}

/** What a customer owes: one amount, or one for each currency; nothing owed is said in the org's. */
export function Balances({ of, currency }: { of: readonly Money[]; currency: string }) {
  const shown = of.length === 0 ? [{ minor: 0n, currency }] : of;
  return (
    <>
      {shown.map((amount, at) => (
        <span key={amount.currency}>
          {at > 0 && ', '}
          <Amount of={amount} />
        </span>
      ))}
    </>
  );
}

function NoCustomers({ asked, mayWrite, mayManage }: Pick<ListProps, 'asked' | 'mayWrite' | 'mayManage'>) {
  const { t } = usePage();
  if (asked.q !== '') {
    return (
      <Empty
        icon="search-x"
        title={t('customers.none-found', { q: asked.q })}
        text={t('customers.none-found-text')}
        card={false}
      >
        <ButtonLink href={paths.office.customers}>{t('customers.show-all')}</ButtonLink>
      </Empty>
    );
  }
  if (asked.archived) {
    return (
      <Empty icon="users" title={t('customers.none-archived')} text={t('customers.none-archived-text')} card={false} />
    );
  }
  return (
    <Empty icon="users" title={t('customers.empty')} text={t('customers.empty-text')} card={false}>
      <div class="row g8">
        {mayWrite && (
          <ButtonLink kind="main" icon="plus" href={paths.office.newCustomer}>
            {t('customers.new')}
          </ButtonLink>
        )}
        {mayManage && <ButtonLink href={paths.office.newImport}>{t('customers.import')}</ButtonLink>}
      </div>
    </Empty>
  );
}

/** Beside the list while none is open. */
export function PickCustomer({ mayWrite }: { mayWrite: boolean }) {
  const { t } = usePage();
  return (
    <Empty icon="users" title={t('customers.pick-title')} text={t('customers.pick-text')}>
      {mayWrite && (
        <ButtonLink kind="main" icon="plus" href={paths.office.newCustomer}>
          {t('customers.new')}
        </ButtonLink>
      )}
    </Empty>
  );
}
