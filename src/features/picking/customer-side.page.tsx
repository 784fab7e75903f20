import type { Money } from '../../kernel/money.ts';
import { paths } from '../../kernel/paths.ts';
import { Amount, Facts, Panel, usePage } from '../../ui/index.ts';

/** Beside a form: whose it is and what they owe. */
export function CustomerSide({
  customer,
  balances,
}: {
  customer: { readonly name: string; readonly number: string };
  balances: readonly Money[];
}) {
  const { t } = usePage();
  return (
    <Panel
      id="customer"
      title={customer.name}
      aside={<a href={paths.office.customer(customer.number)}>{t('invoices.side-open')}</a>}
    >
      <Facts
        of={[
          { label: t('invoices.side-reference'), value: customer.number, num: true },
          balances.length === 0 && { label: t('invoices.side-owes'), value: t('invoices.side-nothing') },
          ...balances.map(({ minor, currency }) => ({
            label: t(minor < 0n ? 'invoices.side-credit' : 'invoices.side-owes'),
            value: <Amount of={{ minor: minor < 0n ? -minor : minor, currency }} />,
          })),
        ]}
      />
    </Panel>
  );
}
