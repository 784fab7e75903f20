import { expect, test } from 'vitest';
import { importing, textOf, type Desk } from '../../../test/imports/desk.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const { desk, check, bring, rows } = importing(world);
const german = { country: 'DE', currency: 'EUR', time_zone: 'Europe/Berlin' };

const customers = `Kundennummer;Firma;Vorname;Nachname;E-Mail;Tel.;Straße;PLZ;Ort;Land;Bemerkung
1001;;Jörg;Müller;joerg@example.org;0170 1234567;Schloßstraße 5;50667;Köln;Deutschland;"Hund; bellt
nur"
1002;Böhm & Söhne GmbH;Käthe;Böhm;office@boehm.example;+49 221 555010;Übergasse 1;52349;Düren;D;
1003;;Ann;Lee;office@boehm.example;0170 1234567;;;;;
`;

async function customersIn(at: Desk, ...numbers: string[]): Promise<void> {
  await bring(at, {
    kind: 'customers',
    csv: `Customer number,Name\n${numbers.map((n) => `${n},Customer ${n}\n`).join('')}`,
  });
}

test('customers come in with their main contacts, and two people may share an address and a phone', async () => {
  const at = await desk(german);
  const { page } = await bring(at, { kind: 'customers', csv: customers });
  expect(page).toContain('3 rows imported');
  const found = await rows(
    at.org,
    'select number, kind, name, line1, city, country, notes from customers order by number',
  );
  expect(found).toEqual([
    {
      number: '1001',
      kind: 'person',
      name: 'Jörg Müller',
      line1: 'Schloßstraße 5',
      city: 'Köln',
      country: 'DE',
      notes: 'Hund; bellt\nnur',
    },
    {
      number: '1002',
      kind: 'company',
      name: 'Böhm & Söhne GmbH',
      line1: 'Übergasse 1',
      city: 'Düren',
      country: 'DE',
      notes: null,
    },
    { number: '1003', kind: 'person', name: 'Ann Lee', line1: null, city: null, country: null, notes: null },
  ]);
  const contacts = await rows(
    at.org,
    'select first_name, last_name, email, phone, is_main from contacts order by last_name',
  );
  expect(contacts).toEqual([
    { first_name: 'Käthe', last_name: 'Böhm', email: 'office@boehm.example', phone: '+49221555010', is_main: true },
    { first_name: 'Ann', last_name: 'Lee', email: 'office@boehm.example', phone: '+491701234567', is_main: true },
    { first_name: 'Jörg', last_name: 'Müller', email: 'joerg@example.org', phone: '+491701234567', is_main: true },
  ]);
});

test('a second import of the same file changes nothing, and of a changed one updates', async () => {
  const at = await desk(german);
  await bring(at, { kind: 'customers', csv: customers });
  const again = await bring(at, { kind: 'customers', csv: customers });
  expect(again.page).toContain('Nothing was new');
  const changed = customers
    .replace('Schloßstraße 5', 'Neue Gasse 9')
    .replace('joerg@example.org', 'jm@example.org')
    .replace('Ann;Lee', ';Lee');
  const { page } = await bring(at, { kind: 'customers', csv: changed });
  expect(page).toMatch(/New 0 Updated 2 Unchanged 1 Bad 0/);
  expect(await rows(at.org, `select line1 from customers where number = '1001'`)).toEqual([{ line1: 'Neue Gasse 9' }]);
  expect(await rows(at.org, 'select count(*)::int as n, count(distinct email)::int as emails from contacts')).toEqual([
    { n: 3, emails: 2 },
  ]);
});

test('an external ID carries a customer through a change of number, and empty cells change nothing', async () => {
  const at = await desk();
  await bring(at, { kind: 'customers', csv: 'External ID,Number,Name,Town\nA,1,Ada,Leeds\n,2,Bob,Hull\n' });
  const { page } = await bring(at, {
    kind: 'customers',
    csv: 'External ID,Number,Name,Town\nA,9,Ada King,\nB,2,Bob,\n',
  });
  expect(page).toMatch(/New 0 Updated 2/);
  expect(await rows(at.org, 'select external_id, number, name, city from customers order by number')).toEqual([
    { external_id: 'B', number: '2', name: 'Bob', city: 'Hull' },
    { external_id: 'A', number: '9', name: 'Ada King', city: 'Leeds' },
  ]);
});

test('customers without numbers get the next ones, which go on after those that came in', async () => {
  const at = await desk();
  await bring(at, { kind: 'customers', csv: 'Number,Name\n4711,Ada\n' });
  await bring(at, { kind: 'customers', csv: 'External ID,Name\nx,Bob\ny,Cy\n' });
  expect(await rows(at.org, 'select number from customers order by number')).toEqual([
    { number: '4711' },
    { number: '4712' },
    { number: '4713' },
  ]);
});

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
  const at = await desk(german);
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
  const at = await desk(german);
  const path = await check(at, { kind: 'customers', csv: customers });
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

test('contacts, sites and jobs find their customers by number, external ID or name', async () => {
  const at = await desk();
  await bring(at, { kind: 'customers', csv: 'External ID,Number,Name\nA,1,Ada Ltd\nB,2,Bob\nC,3,Bob\n' });
  const contacts =
    'Customer,First name,Last name,E-mail,Main contact\n1,Eve,Ash,eve@example.org,yes\nA,Flo,Ash,eve@example.org,no\nada ltd,Gus,Ash,,\nBob,Hal,Ash,,\n9,Ida,Ash,,\n';
  const { page } = await bring(at, { kind: 'contacts', csv: contacts, columns: { Customer: 'customer' } }, 'skip');
  expect(page).toMatch(/New 2 Updated 0 Unchanged 0 Bad 3/);
  const named = await bring(at, { kind: 'contacts', csv: contacts, columns: { Customer: 'customer_name' } }, 'skip');
  expect(named.page).toContain('Several customers are called “Bob”.');
  expect(
    await rows(at.org, `select first_name, is_main from contacts where last_name = 'Ash' order by first_name`),
  ).toEqual([
    { first_name: 'Eve', is_main: true },
    { first_name: 'Flo', is_main: false },
    { first_name: 'Gus', is_main: false },
  ]);
  const sites =
    'External ID,Customer number,Name,Street,Postcode,Town,Latitude,Longitude\nS1,1,Works,1 Quay,TQ1,Saltmouth,50.35,-3.57\nS2,,Depot,2 Quay,,,,\nS3,1,Half,,,,50,\nS4,1,Far,,,,91,0\n';
  const siteAnswer = await bring(at, { kind: 'sites', csv: sites }, 'skip');
  expect(siteAnswer.page).toMatch(/New 2 Updated 0 Unchanged 0 Bad 2/);
  const jobs = `External ID,Customer number,Site,Title,Status,Start,Start time,End time,Price
J1,1,S1,Windows,Done,2026-10-27,08:00,12:00,40.00
J2,1,Works,Gutters,scheduled,2026-12-03,,,
J3,2,S1,Roof,new,,,,
J4,1,,Door,Dreaming,,,,
J5,1,,Clock,new,2027-03-28,01:30,,
`;
  const jobAnswer = await bring(at, { kind: 'jobs', csv: jobs }, 'skip');
  expect(jobAnswer.page).toMatch(/New 2 Updated 0 Unchanged 0 Bad 3/);
  expect(jobAnswer.page).toContain('“Dreaming” is not a step of a job.');
  expect(jobAnswer.page).toContain('the clocks go forward over it');
  const found = await rows(
    at.org,
    `select j.external_id, j.step, j.starts_at::text, j.ends_at::text, j.completed_at::text, j.price_minor, s.name as site, j.source
    from jobs j left join sites s on s.org_id = j.org_id and s.id = j.site_id order by j.external_id`,
  );
  expect(found).toEqual([
    {
      external_id: 'J1',
      step: 'completed',
      starts_at: '2026-10-27 08:00:00+00',
      ends_at: '2026-10-27 12:00:00+00',
      completed_at: '2026-10-27 12:00:00+00',
      price_minor: 4000n,
      site: 'Works',
      source: 'import',
    },
    {
      external_id: 'J2',
      step: 'scheduling',
      starts_at: '2026-12-03 00:00:00+00',
      ends_at: '2026-12-04 00:00:00+00',
      completed_at: null,
      price_minor: null,
      site: 'Works',
      source: 'import',
    },
  ]);
  expect(await rows(at.org, 'select step from job_events order by step')).toEqual([
    { step: 'completed' },
    { step: 'scheduling' },
  ]);
  const moved = await bring(at, {
    kind: 'jobs',
    csv: 'External ID,Customer number,Title,Status\nJ2,1,Gutters,Completed\n',
  });
  expect(moved.page).toMatch(/New 0 Updated 1/);
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
