import { expect, test } from 'vitest';
import { importing, INVOICES, textOf } from '../../../test/imports/desk.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const { withCustomers, check, bring, rows } = importing(world);

const payments = `Invoice number,Customer number,Date,Amount,Method,Reference
R1,1,2026-10-05,20.00,bank transfer,first
R1,,2026-10-06,20.00,Karte,second
,2,2026-10-06,5.00,cash,
R9,,2026-10-06,5.00,cash,
R2,1,2026-10-06,5.00,cash,
R2,,2026-10-06,-5.00,cash,
`;

test('payments settle their invoices as far as those are open, and the rest is on account', async () => {
  const at = await withCustomers();
  await bring(at, { kind: 'invoices', csv: INVOICES });
  const { page } = await bring(at, { kind: 'payments', csv: payments }, 'skip');
  expect(page).toMatch(/New 3 Updated 0 Unchanged 0 Bad 3/);
  expect(
    await rows(
      at.org,
      `select i.number, sum(a.amount_minor)::bigint as minor from allocations a join invoices i on i.org_id = a.org_id and i.id = a.invoice_id group by i.number`,
    ),
  ).toEqual([{ number: 'R1', minor: 3300n }]);
  expect(
    await rows(
      at.org,
      `select c.number, sum(l.amount_minor)::bigint as minor from ledger_entries l join customers c on c.org_id = l.org_id and c.id = l.customer_id
    where account = 'receivable' group by c.number order by c.number`,
    ),
  ).toEqual([
    { number: '1', minor: -700n },
    { number: '2', minor: 3500n },
  ]);
  expect(await rows(at.org, 'select method, reference from payments order by reference')).toEqual([
    { method: 'transfer', reference: 'first' },
    { method: 'card', reference: 'second' },
    { method: 'cash', reference: null },
  ]);
});

test('the same payments again are the same payments, with or without external IDs', async () => {
  const at = await withCustomers();
  await bring(at, { kind: 'invoices', csv: INVOICES });
  const twins = 'Invoice number,Date,Amount\nR1,2026-10-05,5.00\nR1,2026-10-05,5.00\n';
  expect((await bring(at, { kind: 'payments', csv: twins })).page).toMatch(/New 2 /);
  expect((await bring(at, { kind: 'payments', csv: twins })).page).toMatch(/New 0 Updated 0 Unchanged 2/);
  const named = (amount: string, reference: string) =>
    `External ID,Invoice number,Date,Amount,Reference\nZ1,R2,2026-10-05,${amount},${reference}\n`;
  await bring(at, { kind: 'payments', csv: named('8.00', 'a') });
  expect((await bring(at, { kind: 'payments', csv: named('8.00', 'b') })).page).toMatch(/Updated 1/);
  expect((await bring(at, { kind: 'payments', csv: named('9.00', 'b') }, 'skip')).page).toContain(
    'This payment is in the books already',
  );
  expect(await rows(at.org, 'select sum(amount_minor)::bigint as minor, count(*)::int as n from payments')).toEqual([
    { minor: 1800n, n: 3 },
  ]);
});

test('a file that no row of is good can not be begun', async () => {
  const at = await withCustomers();
  const path = await check(at, { kind: 'payments', csv: 'Invoice number,Date,Amount\nR9,2026-10-05,5.00\n' });
  const page = textOf((await at.browser.get(path)).html);
  expect(page).toContain('Every row is bad, so there is nothing to import.');
});
