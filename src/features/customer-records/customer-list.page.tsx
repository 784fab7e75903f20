import type { Money } from '../../kernel/money.ts';
import { paths } from '../../kernel/paths.ts';
import { Amount, RecordsPage, type Children, type OfficeFrame } from '../../ui/index.ts';
import { askedHref, COUNTED } from './list-asked.ts';
import type { CustomersAsked, CustomersFound } from './record.ts';

export interface ListProps {
  readonly asked: CustomersAsked;
  readonly found: CustomersFound;
  readonly currency: string;
  /** The org's country, which an address without one is in. */
  readonly home: string;
  readonly mayWrite: boolean;
  readonly mayManage: boolean;
  /** The number of the open record. */
  readonly current?: string | undefined;
}

/** The list of customers, and the open record beside it. */
export function CustomersPage({
  frame,
  title,
  list: { asked, found, currency, home: _home, current, ...may },
  children,
}: {
  frame: OfficeFrame;
  title?: string | undefined;
  list: ListProps;
  children?: Children;
}) {
  const list = paths.office.customers;
  return (
    <RecordsPage
      frame={frame}
      title={title}
      back={askedHref(list, asked)}
      list={{
        kind: 'customers',
        ...may,
        asked,
        count: found.count,
        counted: COUNTED,
        newer: found.newer === null ? undefined : askedHref(list, asked, { before: found.newer }),
        older: found.older === null ? undefined : askedHref(list, asked, { after: found.older }),
        items: found.rows.map((row) => ({
          href: askedHref(paths.office.customer(row.number), asked),
          title: row.name,
          end: <Balances of={row.balances} currency={currency} />,
          text: row.place,
          textEnd: row.number,
          current: row.number === current,
        })),
      }}
    >
      {children}
    </RecordsPage>
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
