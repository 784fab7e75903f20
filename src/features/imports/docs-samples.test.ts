import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importing } from '../../../test/imports/desk.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const { desk, bring, rows } = importing(world);
const sample = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../docs/samples/${name}`, import.meta.url)));

test('the German samples of the documentation come in, dirt and all', async () => {
  const at = await desk({ country: 'DE', currency: 'EUR', time_zone: 'Europe/Berlin' });
  expect((await bring(at, { kind: 'customers', csv: sample('kunden.csv') })).page).toMatch(
    /New 4 Updated 0 Unchanged 0 Bad 0/,
  );
  expect(await rows(at.org, `select name, line1, notes from customers where number = '10001'`)).toEqual([
    { name: 'Größmann & Söhne GmbH', line1: 'Übergasse 12a', notes: 'Schlüssel beim Pförtner;\n"Tor 2" benutzen' },
  ]);
  expect((await bring(at, { kind: 'invoices', csv: sample('rechnungen.csv') })).page).toMatch(
    /New 4 Updated 0 Unchanged 0 Bad 0/,
  );
  expect(await rows(at.org, 'select number, total_minor from invoices order by number')).toEqual([
    { number: '2026/101', total_minor: 137326n },
    { number: '2026/102', total_minor: 595n },
    { number: '2026/103', total_minor: 12852n },
  ]);
  expect((await bring(at, { kind: 'payments', csv: sample('payments.csv') })).page).toMatch(
    /New 3 Updated 0 Unchanged 0 Bad 0/,
  );
  expect(
    await rows(at.org, `select sum(amount_minor)::bigint as minor from ledger_entries where account = 'receivable'`),
  ).toEqual([{ minor: -49227n }]);
});

test('the English samples: a title above the header, and the broken one named row by row', async () => {
  const at = await desk();
  expect((await bring(at, { kind: 'customers', csv: sample('customers.csv') })).page).toMatch(
    /New 4 Updated 0 Unchanged 0 Bad 0/,
  );
  expect(await rows(at.org, `select name from customers where number = 'A103'`)).toEqual([
    { name: 'Pipe 5" Supplies' },
  ]);
  const { path, page } = await bring(at, { kind: 'customers', csv: sample('broken.csv') }, 'skip');
  expect(page).toMatch(/New 2 Updated 0 Unchanged 0 Bad 6/);
  expect(
    (await at.browser.get(`${path}/errors.csv`)).html
      .split('\r\n')
      .map((line) => line.split(',').slice(0, 3).join(',')),
  ).toEqual([
    'Row,Column,Reason',
    '3,Name,The row has no name.',
    '4,E-mail,“bob at example.org” is not an e-mail address.',
    '6,Phone,"“4.47701E+11” was rounded by a spreadsheet',
    '7,Country,"“Atlantis” is not a country we know. Use its two letters',
    '8,the whole row,The row has 6 cells and the file 5 columns. “GB” belongs to none of them: a separator in a text without quotation marks?',
    '9,E-mail,"“x@example.org; y@example.org” holds more than one e-mail address. Keep one',
    '',
  ]);
});
