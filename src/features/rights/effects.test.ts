import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { saveRights, seenIn } from '../../../test/rights.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const SETTINGS = '/office/settings/access/permissions';

/** The Ramans may see invoices by the org's word, the Kesslers by their own, and Tom by his own. */
async function street() {
  const org = await world.org({ permissions: JSON.stringify({ portal: 'yes', jobs: 'view_all', invoices: 'view' }) });
  const ramans = await world.customer(org, { name: 'Raman family', number: '10318' });
  const priya = await world.contact(ramans, { first_name: 'Priya', is_main: true });
  const tom = await world.contact(ramans, { first_name: 'Tom', permissions: JSON.stringify({ invoices: 'view' }) });
  const kesslers = await world.customer(org, {
    name: 'Kessler',
    number: '10400',
    permissions: JSON.stringify({ invoices: 'view' }),
  });
  const kurt = await world.contact(kesslers, { first_name: 'Kurt', last_name: 'Kessler', is_main: true });
  const office = await world.signInStaff(org, await world.staff(org));
  const path = { ramans: '/office/customers/10318/permissions', tom: `/office/customers/10318/contacts/${tom.id}` };
  return { org, ramans, priya, tom, kesslers, kurt, office, path };
}

/** The rows of the list, each as its cells' text. */
function rowsOf(html: string): readonly string[] {
  const body = /<tbody>(.*?)<\/tbody>/s.exec(html)?.[1] ?? '';
  return [...body.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) =>
    row
      .replaceAll(/<[^>]*>/g, '|')
      .split(/\|+/)
      .filter((cell) => cell !== '')
      .join(' | '),
  );
}

test('a change for everybody names those who lose, and not those for whom somebody else decided', async () => {
  const { office, org } = await street();
  const { status, html } = await office.post(SETTINGS, { 'may-invoices': 'none' });
  expect(status).toBe(200);
  expect(rowsOf(html)).toEqual(['Priya Raman | Raman family, 10318 | Invoices and credit notes | –']);
  expect(html).toContain('One person gains or loses something.');
  expect(await world.rows(org, 'select permissions from orgs')).toEqual([
    { permissions: { portal: 'yes', jobs: 'view_all', invoices: 'view' } },
  ]);
});

test('a customer’s own choice names its people, its link that names nobody, and what each gains and loses', async () => {
  const { office, org, ramans, path } = await street();
  await world.linkPath(org, { kind: 'customer', customerId: ramans.id });
  const { html } = await office.post(path.ramans, { 'may-invoices': 'none', 'may-jobs': 'edit_own' });
  const both = 'Jobs (View all → View and change own)';
  expect(rowsOf(html)).toEqual([
    `Priya Raman | Raman family, 10318 | ${both}, Invoices and credit notes | ${both}`,
    `Whoever holds the link of Raman family | Raman family, 10318 | ${both}, Invoices and credit notes | ${both}`,
    `Tom Raman | Raman family, 10318 | ${both} | ${both}`,
  ]);
});

test('who may come in gains all that is open, and who may not, loses nothing more', async () => {
  const { office, path } = await street();
  await saveRights(office, path.ramans, { 'may-portal': 'no' });
  const closed = await office.post(path.ramans, { 'may-jobs': 'none' });
  expect(closed.html).toContain('Nobody gains or loses anything now');
  const opened = await office.post(path.ramans, { 'may-portal': 'inherit' });
  expect(rowsOf(opened.html)).toEqual([
    'Priya Raman | Raman family, 10318 | – | Portal, Jobs (View all), Invoices and credit notes (View)',
    'Tom Raman | Raman family, 10318 | – | Portal, Jobs (View all), Invoices and credit notes (View)',
  ]);
});

test('archived people, ended access and dead links are nobody', async () => {
  const { office, org, ramans, kurt, path } = await street();
  await world.linkPath(org, { kind: 'customer', customerId: ramans.id });
  await world.as(org.id, async (tx) => {
    await sql`update contacts set archived_at = now() where id = ${kurt.id}`.execute(tx);
    await sql`update contacts set access_ends_on = '2026-11-22' where first_name = 'Tom'`.execute(tx);
    await sql`update links set disabled_at = now()`.execute(tx);
  });
  expect(rowsOf((await office.post(path.ramans, { 'may-portal': 'no' })).html)).toHaveLength(1);
});

test('nothing different: it says so and records nothing', async () => {
  const { office, org, path } = await street();
  for (const [where, fields] of [
    [SETTINGS, { 'may-invoices': 'view', 'may-details': 'none' }],
    [path.ramans, { 'may-invoices': 'inherit' }],
    [`${path.tom}/permissions`, { 'may-invoices': 'view' }],
  ] as const) {
    const answer = await office.arrive(await office.post(where, fields));
    expect(answer.html).toContain('Nothing is different, so nothing was saved.');
  }
  expect(await world.rows(org, `select 1 from events where name like '%permissions%'`)).toEqual([]);
});

test('Back shows the form with what was typed, and wrong answers come back at once', async () => {
  const { office, path } = await street();
  const back = await office.post(path.ramans, { 'may-invoices': 'none', step: 'back', seen: 'x' });
  expect(back.html).toMatch(/name="may-invoices".*?<option value="none" selected/s);
  expect((await office.post(path.ramans, { 'may-invoices': 'all of them', step: 'save' })).status).toBe(422);
});

test('when somebody else changed something meanwhile, the list is shown again and nothing is saved', async () => {
  const { office, org, path } = await street();
  const wish = { 'may-invoices': 'none' };
  const seen = seenIn((await office.post(SETTINGS, wish)).html);
  await saveRights(office, path.ramans, { 'may-invoices': 'view' });
  const again = await office.post(SETTINGS, { ...wish, step: 'save', seen });
  expect(again.status).toBe(200);
  expect(again.html).toContain('Something was changed by somebody else');
  expect(rowsOf(again.html)).toEqual([]);
  const org2 = await world.rows<{ permissions: object }>(org, 'select permissions from orgs');
  expect(org2[0]?.permissions).toMatchObject({ invoices: 'view' });
  const saved = await office.post(SETTINGS, { ...wish, step: 'save', seen: seenIn(again.html) });
  expect(saved.status).toBe(303);
  // Without a list that was seen nothing is saved either.
  expect((await office.post(SETTINGS, { 'may-jobs': 'none', step: 'save' })).status).toBe(200);
});

test('pressed twice at once, it is saved and recorded once', async () => {
  const { office, org } = await street();
  const wish = { 'may-jobs': 'none' };
  const seen = seenIn((await office.post(SETTINGS, wish)).html);
  const answers = await Promise.all([1, 2, 3].map(() => office.post(SETTINGS, { ...wish, step: 'save', seen })));
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
  expect(await world.rows(org, `select 1 from events where name = 'org.permissions_changed'`)).toHaveLength(1);
});

test('a hundred are listed by name, and the file has all of them', async () => {
  const { office, org, ramans } = await street();
  await world.as(org.id, (tx) =>
    sql`insert into contacts (org_id, customer_id, first_name, last_name)
      select ${org.id}, ${ramans.id}, 'Nr', lpad(n::text, 5, '0') from generate_series(1, 150) as n`.execute(tx),
  );
  const { html } = await office.post(SETTINGS, { 'may-invoices': 'none' });
  expect(rowsOf(html)).toHaveLength(100);
  expect(html).toContain('The first 100 of 151 by name.');
  const href = /href="([^"]*\/people[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const file = await office.get(href);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const lines = file.html.trimEnd().split('\r\n');
  expect(lines).toHaveLength(152);
  expect(lines[1]).toBe('10318,Raman family,Nr 00001,,Invoices and credit notes');
  const agent = await world.signInStaff(org, await world.staff(org, { role: 'agent' }));
  expect((await agent.get(href)).status).toBe(404);
});

test('a contact’s page of rights names each layer, what is in force and who decided, with the way there', async () => {
  const { office, org, path } = await street();
  const { html } = await office.get(`${path.tom}/rights`);
  expect(
    rowsOf(html)
      .slice(0, 3)
      .map((row) => row.replaceAll(/ +/g, ' ')),
  ).toEqual([
    'Portal | May come in | – | – | May come in | Org',
    'Jobs | View all | – | – | View all | Org',
    'Invoices and credit notes | View | – | View | View | Contact',
  ]);
  expect(html).toContain('href="/office/settings/access#permissions"');
  expect(html).toContain(`href="${path.tom}/permissions"`);
  const viewer = await world.signInStaff(org, await world.staff(org, { role: 'viewer' }));
  expect((await viewer.get(`${path.tom}/rights`)).html).not.toContain('/office/settings/access');
});
