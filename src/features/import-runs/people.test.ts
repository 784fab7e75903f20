import { expect, test } from 'vitest';
import { GERMAN, GERMAN_CUSTOMERS, importing } from '../../../test/imports/desk.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const { desk, bring, rows } = importing(world);

test('customers come in with their main contacts, and two people may share an address and a phone', async () => {
  const at = await desk(GERMAN);
  const { page } = await bring(at, { kind: 'customers', csv: GERMAN_CUSTOMERS });
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
  const at = await desk(GERMAN);
  await bring(at, { kind: 'customers', csv: GERMAN_CUSTOMERS });
  const again = await bring(at, { kind: 'customers', csv: GERMAN_CUSTOMERS });
  expect(again.page).toContain('Nothing was new');
  const changed = GERMAN_CUSTOMERS.replace('Schloßstraße 5', 'Neue Gasse 9')
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
