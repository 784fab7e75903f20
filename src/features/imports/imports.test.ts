import { expect, test } from 'vitest';
import { GERMAN, GERMAN_CUSTOMERS, importing, textOf, type Desk } from '../../../test/imports/desk.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const { desk, check, bring, rows } = importing(world);

async function customersIn(at: Desk, ...numbers: string[]): Promise<void> {
  await bring(at, {
    kind: 'customers',
    csv: `Customer number,Name\n${numbers.map((n) => `${n},Customer ${n}\n`).join('')}`,
  });
}

test('all or nothing: one bad row and nothing is written, but every bad row is named', async () => {
  const at = await desk();
  const csv = 'Number,Name,E-mail\n1,Ada,ada@example.org\n2,Bob,bob at example\n3,,x@example.org\n';
  const { page } = await bring(at, { kind: 'customers', csv }, 'stop');
  expect(page).toContain('Nothing was imported');
  expect(page).toContain('2 rows are bad, and it was to be all or nothing.');
  expect(page).toContain('Row 3, E-mail : “bob at example” is not an e-mail address.');
  expect(await rows(at.org, 'select from customers')).toEqual([]);
  expect(await rows(at.org, 'select from search_terms')).toEqual([]);
});

test('bad rows are left out into an error file that is exact, safe in a spreadsheet and can be imported once mended', async () => {
  const at = await desk(GERMAN);
  const csv = 'Kundennr;Name;E-Mail;Tel.\n1;"=cmd|x";ada@example.org;\n2;Bob;bob@;12\n3;Cy;;\n3;Dora;;"0170; 1"\n';
  const { path, page } = await bring(at, { kind: 'customers', csv, name: 'Kunden.csv' }, 'skip');
  expect(page).toMatch(/New 2 Updated 0 Unchanged 0 Bad 2/);
  const answer = await at.browser.get(`${path}/errors.csv`);
  expect(answer.headers.get('content-disposition')).toContain('filename="Kunden - errors.csv"');
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.html.split('\r\n')).toEqual([
    'Row;Column;Reason;Kundennr;Name;E-Mail;Tel.',
    '3;E-Mail, Tel.;“bob@” is not an e-mail address. “12” is not a phone number.;2;Bob;bob@;12',
    '5;Tel.;"“0170; 1” is not a phone number.";3;Dora;;"0170; 1"',
    '',
  ]);
  const mended = answer.html
    .replace('bob@;12', 'bob@example.org;0170 1234567')
    .replace('3;Dora;;"0170; 1"', '4;Dora;;');
  const second = await bring(at, { kind: 'customers', csv: mended }, 'stop');
  expect(second.page).toMatch(/New 2 Updated 0 Unchanged 0 Bad 0/);
  expect(await rows(at.org, 'select number, name from customers order by number')).toEqual([
    { number: '1', name: '=cmd|x' },
    { number: '2', name: 'Bob' },
    { number: '3', name: 'Cy' },
    { number: '4', name: 'Dora' },
  ]);
});

test('an error file guards a cell that a spreadsheet would run', async () => {
  const at = await desk();
  const { path } = await bring(
    at,
    { kind: 'customers', csv: 'Number,Name,E-mail\n1,"=HYPERLINK(""http://x"")",none\n2,Ada,a@example.org\n' },
    'skip',
  );
  expect((await at.browser.get(`${path}/errors.csv`)).html).toContain(`1,"'=HYPERLINK(""http://x"")",none`);
});

test('the check writes nothing and shows what would be written', async () => {
  const at = await desk(GERMAN);
  const path = await check(at, { kind: 'customers', csv: GERMAN_CUSTOMERS });
  const page = textOf((await at.browser.get(path)).html);
  expect(page).toContain('3 rows checked');
  expect(page).toMatch(/New 3 Updated 0 Unchanged 0 Bad 0/);
  expect(page).toMatch(/Row Becomes Number Person or company Name Street/);
  expect(page).toMatch(/2 New 1001 person Jörg Müller Schloßstraße 5 50667 Köln DE/);
  expect(await rows(at.org, 'select from customers')).toEqual([]);
});

test('the columns chosen for a file are proposed again for the next one with its headers', async () => {
  const at = await desk();
  const csv = 'Ref,Who\n1,Ada\n';
  await bring(at, { kind: 'customers', csv, columns: { Ref: 'number', Who: 'name' } });
  const taken = await at.browser.upload(
    '/office/imports',
    { kind: 'customers' },
    { name: 'b.csv', content: 'ref,WHO\n2,Bob\n' },
  );
  const page = textOf((await at.browser.get(taken.location)).html);
  expect(page).toContain('Columns are chosen as for your last file with these headers.');
});

test('only those who manage the business may import', async () => {
  for (const role of ['agent', 'viewer']) {
    const { browser } = await desk({}, role);
    expect((await browser.get('/office/imports')).status).toBe(404);
    expect(
      (await browser.upload('/office/imports', { kind: 'customers' }, { name: 'a.csv', content: 'Name\nAda\n' }))
        .status,
    ).toBe(404);
  }
});

test("another business's import is not there", async () => {
  const [mine, others] = [await desk(), await desk()];
  const path = await check(others, { kind: 'customers', csv: 'Number,Name\n1,Secret\n' });
  const missing = await mine.browser.get('/office/imports/01980000-0000-7000-8000-000000000000');
  for (const page of ['', '/mapping', '/errors.csv']) {
    const answer = await mine.browser.get(`${path}${page}`);
    expect([answer.status, answer.html.length]).toEqual([404, missing.html.length]);
  }
  for (const step of ['check', 'run', 'removal', 'layout', 'continuation'])
    expect((await mine.browser.post(`${path}/${step}`)).status).toBe(404);
  expect((await others.browser.get(path)).status).toBe(200);
});

test('what cannot be read is refused by name on the form, with nothing kept', async () => {
  const { org, browser } = await desk();
  const given: [string, string | Uint8Array<ArrayBuffer>, string][] = [
    ['customers', 'PK\u0003\u0004zip', 'This is an Excel workbook.'],
    ['customers', '', 'There is nothing in this file.'],
    ['customers', 'a,b\n1,"open\n', 'A quotation mark that opens on line 2 is never closed.'],
    ['customers', new Uint8Array(2000), 'This is no text file.'],
    ['socks', 'Name\nAda\n', 'Choose what is in the file.'],
  ];
  for (const [kind, content, words] of given) {
    const answer = await browser.upload('/office/imports', { kind }, { name: 'x.csv', content });
    expect(answer.status).toBe(422);
    expect(textOf(answer.html)).toContain(words);
  }
  expect(textOf((await browser.upload('/office/imports', { kind: 'customers' }, null)).html)).toContain(
    'Choose a CSV file.',
  );
  expect(await rows(org, 'select from imports')).toEqual([]);
});

test('columns that are missing or chosen twice are named, and what was chosen stays', async () => {
  const at = await desk();
  const taken = await at.browser.upload(
    '/office/imports',
    { kind: 'jobs' },
    { name: 'j.csv', content: 'a,b,c\n1,2,3\n' },
  );
  const path = taken.location.replace('/mapping', '');
  const none = await at.browser.post(`${path}/check`, { 'column-0': '', 'column-1': '', 'column-2': '' });
  expect(none.status).toBe(422);
  expect(textOf(none.html)).toContain('Choose a column for “Customer’s number or external ID” or “Customer’s name”.');
  const twice = await at.browser.post(`${path}/check`, {
    'column-0': 'title',
    'column-1': 'title',
    'column-2': 'customer',
  });
  expect(twice.status).toBe(422);
  expect(textOf(twice.html)).toContain('“Title” is chosen for more than one column.');
  expect(twice.html).toMatch(
    /name="column-2"[\s\S]*?<option[^>]*value="customer"[^>]*selected|name="column-2"[\s\S]*?<option[^>]*selected[^>]*value="customer"/,
  );
});

test('encoding, separator and header can be settled by hand', async () => {
  const at = await desk();
  const csv = new Uint8Array([
    ...Buffer.from('Name|Town\nJ'),
    0xf6,
    ...Buffer.from('rg|K'),
    0xf6,
    ...Buffer.from('ln\n'),
  ]);
  const taken = await at.browser.upload('/office/imports', { kind: 'customers' }, { name: 'k.csv', content: csv });
  expect(textOf((await at.browser.get(taken.location)).html)).toContain('Jörg');
  const path = taken.location.replace('/mapping', '');
  const answer = await at.browser.post(`${path}/layout`, {
    encoding: 'windows-1251',
    delimiter: 'comma',
    headerRow: '0',
  });
  const page = textOf((await at.browser.arrive(answer)).html);
  expect(page).toContain('Jцrg|Kцln');
  expect(page).toContain('#1');
});

test('an import can be taken off the list with its file, and what came in stays', async () => {
  const at = await desk();
  const { path } = await bring(at, { kind: 'customers', csv: 'Number,Name\n1,Ada\n' });
  const removed = await at.browser.post(`${path}/removal`);
  expect(removed.location).toBe('/office/imports');
  expect((await at.browser.get(path)).status).toBe(404);
  expect(await rows(at.org, 'select from imports')).toEqual([]);
  expect(await rows(at.org, 'select from customers')).toHaveLength(1);
});

test('the list is honest when it is empty and says what became of each file', async () => {
  const at = await desk();
  expect(textOf((await at.browser.get('/office/imports')).html)).toContain('Nothing has been imported yet');
  await customersIn(at, '1', '2');
  const page = textOf((await at.browser.get('/office/imports')).html);
  expect(page).toMatch(/list\.csv Customers Imported 2 0/);
});

test('the samples can be imported as they are, in their order', async () => {
  const at = await desk();
  for (const kind of ['customers', 'contacts', 'sites', 'jobs', 'invoices', 'payments']) {
    const sample = await at.browser.get(`/office/imports/samples/${kind}.csv`);
    expect(sample.status).toBe(200);
    const { page } = await bring(at, { kind, csv: sample.html });
    expect(page).toMatch(/Updated 0 Unchanged 0 Bad 0/);
  }
  expect((await at.browser.get('/office/imports/samples/socks.csv')).status).toBe(404);
});
