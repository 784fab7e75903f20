import { expect, test } from 'vitest';
import { importing, INVOICES } from '../../../test/imports/desk.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const { withCustomers, bring, rows } = importing(world);

const ledger = `select account, sum(amount_minor)::bigint as minor from ledger_entries group by account order by account`;

test('invoices keep their numbers, lines and days, and go into the books', async () => {
  const at = await withCustomers();
  const { page } = await bring(at, { kind: 'invoices', csv: INVOICES });
  expect(page).toMatch(/New 4 Updated 0 Unchanged 0 Bad 0/);
  expect(
    await rows(
      at.org,
      'select number, state, issued_on::text, due_on::text, net_minor, tax_minor, total_minor, billing_name, billing_address, source from invoices order by number',
    ),
  ).toEqual([
    {
      number: 'R1',
      state: 'issued',
      issued_on: '2026-10-01',
      due_on: '2026-10-15',
      net_minor: 2900n,
      tax_minor: 400n,
      total_minor: 3300n,
      billing_name: 'Ada Ltd',
      billing_address: '1 Quay\nSaltmouth TQ1',
      source: 'import',
    },
    {
      number: 'R2',
      state: 'issued',
      issued_on: '2026-10-02',
      due_on: '2026-10-16',
      net_minor: 4000n,
      tax_minor: 0n,
      total_minor: 4000n,
      billing_name: 'Bob',
      billing_address: null,
      source: 'import',
    },
  ]);
  expect(
    await rows(
      at.org,
      `select l.position, l.description, l.quantity, l.unit_price_minor, l.tax_rate_bp, l.amount_minor from invoice_lines l
    join invoices i on i.org_id = l.org_id and i.id = l.invoice_id where i.number = 'R1' order by l.position`,
    ),
  ).toEqual([
    {
      position: 1,
      description: 'Windows',
      quantity: '2.0000',
      unit_price_minor: 1000n,
      tax_rate_bp: 2000,
      amount_minor: 2000n,
    },
    {
      position: 2,
      description: 'Roof, "small"',
      quantity: '1.5000',
      unit_price_minor: 800n,
      tax_rate_bp: 500,
      amount_minor: 1200n,
    },
    {
      position: 3,
      description: 'Goodwill',
      quantity: '-1.0000',
      unit_price_minor: 300n,
      tax_rate_bp: 2000,
      amount_minor: -300n,
    },
  ]);
  expect(await rows(at.org, ledger)).toEqual([
    { account: 'receivable', minor: 7300n },
    { account: 'revenue', minor: -6900n },
    { account: 'tax', minor: -400n },
  ]);
});

test('the same invoices again change nothing; other figures of an issued invoice are refused', async () => {
  const at = await withCustomers();
  await bring(at, { kind: 'invoices', csv: INVOICES });
  expect((await bring(at, { kind: 'invoices', csv: INVOICES })).page).toMatch(/New 0 Updated 0 Unchanged 4 Bad 0/);
  const { page } = await bring(at, { kind: 'invoices', csv: INVOICES.replace('40.00', '41.00') }, 'skip');
  expect(page).toMatch(/Unchanged 3 Bad 1/);
  expect(page).toContain('Invoice R2 is issued already with something else here');
  expect(await rows(at.org, ledger)).toEqual([
    { account: 'receivable', minor: 7300n },
    { account: 'revenue', minor: -6900n },
    { account: 'tax', minor: -400n },
  ]);
});

test('the rows of one invoice may stand apart, and one bad row leaves out the whole invoice', async () => {
  const at = await withCustomers();
  const csv = `Invoice number,Customer number,Invoice date,Description,Quantity,Unit price
R1,1,2026-10-01,A,1,10
R2,1,2026-10-01,B,1,10
R3,1,2026-10-01,C,1,10
R2,1,2026-10-01,D,one,10
R1,1,2026-10-01,E,1,10
R4,9,2026-10-01,F,1,10
`;
  const { path, page } = await bring(at, { kind: 'invoices', csv }, 'skip');
  expect(page).toMatch(/New 3 Updated 0 Unchanged 0 Bad 3/);
  expect(await rows(at.org, 'select number, total_minor from invoices order by number')).toEqual([
    { number: 'R1', total_minor: 2000n },
    { number: 'R3', total_minor: 1000n },
  ]);
  expect((await at.browser.get(`${path}/errors.csv`)).html.split('\r\n').slice(1, 4)).toEqual([
    '3,Invoice number,"Row 5 of the same invoice is bad, and an invoice comes in whole or not at all.",R2,1,2026-10-01,B,1,10',
    '5,Quantity,“one” is not a number.,R2,1,2026-10-01,D,one,10',
    '7,Customer number,There is no customer “9”. Import customers first.,R4,9,2026-10-01,F,1,10',
  ]);
});

test('an invoice of a thousand lines comes in, one of a thousand and one does not', async () => {
  const at = await withCustomers();
  const lines = (number: string, count: number) => `${number},1,2026-10-01,x,1,1\n`.repeat(count);
  const csv = `Invoice number,Customer number,Invoice date,Description,Quantity,Unit price\n${lines('A', 1000)}${lines('B', 1001)}`;
  const { page } = await bring(at, { kind: 'invoices', csv }, 'skip');
  expect(page).toMatch(/New 1,000 Updated 0 Unchanged 0 Bad 1,001/);
  expect(page).toContain('The invoice has 1,001 lines, and at most 1,000 are possible.');
});

test('German invoices with prices that include tax, from a file in Windows-1252', async () => {
  const at = await withCustomers({ country: 'DE', currency: 'EUR', time_zone: 'Europe/Berlin' });
  const text =
    'Rechnungsnr.;Kundennummer;Rechnungsdatum;Bezeichnung;Menge;Einzelpreis (brutto);MwSt\r\n2026/17;1;01.10.2026;Tür geölt;1;1.190,00 €;19 %\r\n2026/18;1;02.10.2026;Gutschrift Öl;-2;11,90 €;19\r\n';
  const csv = new Uint8Array(Buffer.from(text.replace('€', '\x80').replace('€', '\x80'), 'latin1'));
  const { page } = await bring(at, { kind: 'invoices', csv });
  expect(page).toMatch(/New 2 /);
  expect(
    await rows(
      at.org,
      'select number, net_minor, tax_minor, total_minor, prices_include_tax, due_on::text from invoices order by number',
    ),
  ).toEqual([
    {
      number: '2026/17',
      net_minor: 100000n,
      tax_minor: 19000n,
      total_minor: 119000n,
      prices_include_tax: true,
      due_on: '2026-10-15',
    },
    {
      number: '2026/18',
      net_minor: -2000n,
      tax_minor: -380n,
      total_minor: -2380n,
      prices_include_tax: true,
      due_on: '2026-10-16',
    },
  ]);
});

test('amounts in minor units are read as such when the person says so', async () => {
  const at = await withCustomers();
  const csv = 'Invoice number,Customer number,Invoice date,Total\nR1,1,2026-10-01,2975\n';
  await bring(at, { kind: 'invoices', csv, reading: { amountUnit: 'minor' } });
  expect(await rows(at.org, 'select total_minor from invoices')).toEqual([{ total_minor: 2975n }]);
});

test('a total that differs by rounding is taken as it was printed; one that differs otherwise is bad', async () => {
  const at = await withCustomers();
  const csv = `Invoice number,Customer number,Invoice date,Description,Quantity,Unit price,Tax rate,Invoice total
R1,1,2026-10-01,A,1,0.03,20,0.08
R1,1,2026-10-01,B,1,0.03,20,0.08
R2,1,2026-10-01,C,1,10.00,20,12.50
`;
  const { page } = await bring(at, { kind: 'invoices', csv }, 'skip');
  expect(page).toContain('The lines come to 12.00 GBP, and the total says 12.50 GBP.');
  expect(await rows(at.org, 'select number, net_minor, tax_minor, total_minor from invoices')).toEqual([
    { number: 'R1', net_minor: 6n, tax_minor: 2n, total_minor: 8n },
  ]);
});

test('prices below a penny and discounted lines come to exactly what was charged', async () => {
  const at = await withCustomers();
  const csv = `Invoice number,Customer number,Invoice date,Description,Quantity,Unit price,Line amount
R1,1,2026-10-01,Sheets,400,0.0125,
R1,1,2026-10-01,Gutters,3,10.00,27.00
`;
  await bring(at, { kind: 'invoices', csv });
  expect(
    await rows(
      at.org,
      'select description, quantity, unit_price_minor, amount_minor from invoice_lines order by position',
    ),
  ).toEqual([
    { description: 'Sheets (400 × 0.0125)', quantity: '1.0000', unit_price_minor: 500n, amount_minor: 500n },
    { description: 'Gutters (3 × 10.00)', quantity: '1.0000', unit_price_minor: 2700n, amount_minor: 2700n },
  ]);
});

test('drafts are replaced by the file, can be issued by it, and void invoices owe nothing', async () => {
  const at = await withCustomers();
  const csv = (state: string, price: string) =>
    `External ID,Invoice number,Customer number,Invoice date,State,Description,Unit price\nX1,${state === 'draft' ? '' : 'R1'},1,2026-10-01,${state},A,${price}\nX2,R2,1,2026-10-01,storniert,B,5\n`;
  await bring(at, { kind: 'invoices', csv: csv('draft', '10') });
  expect((await bring(at, { kind: 'invoices', csv: csv('draft', '10') })).page).toMatch(/Updated 0 Unchanged 2/);
  expect((await bring(at, { kind: 'invoices', csv: csv('draft', '12') })).page).toMatch(/Updated 1 Unchanged 1/);
  expect(await rows(at.org, ledger)).toEqual([]);
  await bring(at, { kind: 'invoices', csv: csv('sent', '12') });
  expect(
    await rows(at.org, 'select external_id, number, state, total_minor from invoices order by external_id'),
  ).toEqual([
    { external_id: 'X1', number: 'R1', state: 'issued', total_minor: 1200n },
    { external_id: 'X2', number: 'R2', state: 'void', total_minor: 500n },
  ]);
  expect(await rows(at.org, ledger)).toEqual([
    { account: 'receivable', minor: 1200n },
    { account: 'revenue', minor: -1200n },
  ]);
});

test('rows of one invoice that contradict each other are bad', async () => {
  const at = await withCustomers();
  const csv = `Invoice number,Customer number,Invoice date,Description,Unit price,Total
R1,1,2026-10-01,A,1,
R1,2,2026-10-01,B,1,
R2,1,2026-10-01,C,,5
R2,1,2026-10-01,D,,6
`;
  const { page } = await bring(at, { kind: 'invoices', csv, columns: { Total: 'total' } }, 'skip');
  expect(page).toContain('Row 2 of the same invoice says something else.');
  expect(page).toContain('If this is the amount of the line, choose “Line amount” for the column.');
  expect(await rows(at.org, 'select from invoices')).toEqual([]);
});
