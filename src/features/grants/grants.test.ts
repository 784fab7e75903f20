import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { runTasks } from '../../../test/post.ts';
import { seenIn } from '../../../test/rights.ts';
import type { Answer, Browser, Fields } from '../../../test/browser.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const PATH = '/office/grants';

async function street() {
  const org = await world.org({ permissions: JSON.stringify({ portal: 'yes', jobs: 'view_all', invoices: 'view' }) });
  const customer = async (name: string, permissions = {}) => {
    const one = await world.customer(org, { name, permissions: JSON.stringify(permissions) });
    const contact = await world.contact(one, { first_name: name, last_name: 'Person', is_main: true });
    return { ...one, contact };
  };
  const [anna, bert, cora] = [
    await customer('Anna'),
    await customer('Bert', { invoices: 'none' }),
    await customer('Cora'),
  ];
  return { org, anna, bert, cora, office: await world.signInStaff(org, await world.staff(org, { name: 'Jo Mercer' })) };
}

/** Looks at the list, then carries it out. */
async function carryOut(office: Browser, fields: Fields): Promise<Answer> {
  const { html } = await office.post(PATH, fields);
  const key = /name="key" value="([^"]*)"/.exec(html)?.[1] ?? '';
  return office.post(PATH, { ...fields, key, step: 'save', seen: seenIn(html) });
}

const stored = (org: { id: string }, table = 'customers') =>
  world.rows<{ permissions: object }>(
    org,
    `select permissions from ${table} order by ${table === 'customers' ? 'name' : 'first_name'}`,
  );

test('one choice for the ticked customers: shown by name, carried out, in each one’s history, and undone', async () => {
  const { org, anna, bert, cora, office } = await street();
  const wish = { of: 'customer', who: [anna.id, bert.id], wish: 'invoices.none' };
  const { html } = await office.post(PATH, wish);
  expect(html).toContain('2 customers: Invoices and credit notes: Not shown.');
  expect(html).toContain('Anna Person');
  expect(html).not.toContain('Bert Person');
  expect((await stored(org)).map((row) => row.permissions)).toEqual([{}, { invoices: 'none' }, {}]);
  const done = await office.arrive(await carryOut(office, wish));
  expect((await stored(org)).map((row) => row.permissions)).toEqual([{ invoices: 'none' }, { invoices: 'none' }, {}]);
  expect(done.html).toContain('Had it already');
  expect(await world.rows(org, `select data from events where name = 'permissions.changed_in_bulk'`)).toEqual([
    { data: { layer: 'customer', area: 'invoices', count: 1 } },
  ]);
  const history = await office.get(`/office/customers/${anna.number}`);
  expect(history.html).toContain('Jo Mercer changed what this customer may do. Invoices and credit notes');
  const undo = /action="([^"]*undoing)"/.exec(done.html)?.[1] ?? '';
  const undone = await office.arrive(await office.post(undo));
  expect(undone.html).toContain('It is put back as it was before.');
  expect((await stored(org)).map((row) => row.permissions)).toEqual([{}, { invoices: 'none' }, {}]);
  expect((await office.post(undo)).status).toBe(303);
  expect(cora.archived_at).toBeNull();
});

test('the table of customers offers it for those that are ticked there, and the page of a grant says how far it is', async () => {
  const { org, anna, bert, office } = await street();
  expect((await office.get('/office/bulk/customers')).html).toContain('name="wish"');
  const agent = await world.signInStaff(org, await world.staff(org, { role: 'agent' }));
  expect((await agent.get('/office/bulk/customers')).html).not.toContain('name="wish"');
  const wish = { of: 'customer', customer: [anna.number, bert.number], wish: 'invoices.none' };
  const done = await carryOut(office, wish);
  expect((await stored(org)).map((row) => row.permissions)).toEqual([{ invoices: 'none' }, { invoices: 'none' }, {}]);
  const id = done.location.split('/').at(-1)?.split('?')[0] ?? '';
  const stream = await office.stream(`${PATH}/live?of=${id}&at=done-0`);
  expect(stream.status).toBe(200);
  await stream.leave();
  expect((await office.get(`${PATH}/live?of=${anna.id}`)).status).toBe(404);
  expect((await agent.get(`${PATH}/live?of=${id}`)).status).toBe(404);
});

test('all that fit, not only the ticked; back to the layer above; contacts as well', async () => {
  const { org, office } = await street();
  await carryOut(office, { of: 'customer', all: 'on', q: 'bert', wish: 'invoices.inherit' });
  expect((await stored(org)).map((row) => row.permissions)).toEqual([{}, {}, {}]);
  await carryOut(office, { of: 'contact', all: 'on', q: 'cora', wish: 'jobs.view_own' });
  expect((await stored(org, 'contacts')).map((row) => row.permissions)).toEqual([{}, {}, { jobs: 'view_own' }]);
});

test('undoing leaves what was chosen anew since, and ends after a week', async () => {
  const { org, anna, office } = await street();
  const done = await office.arrive(await carryOut(office, { of: 'customer', all: 'on', wish: 'jobs.none' }));
  const undo = /action="([^"]*undoing)"/.exec(done.html)?.[1] ?? '';
  await world.as(org.id, (tx) =>
    sql`update customers set permissions = '{"jobs": "view_own"}' where id = ${anna.id}`.execute(tx),
  );
  const now = world.clock.now;
  world.clock.now = now.add({ hours: 24 * 7 });
  const late = await world.signInStaff(org, await world.staff(org));
  expect((await late.post(undo)).status).toBe(409);
  world.clock.now = now;
  expect((await office.arrive(await office.post(undo))).html).toContain('Left, since chosen otherwise meanwhile');
  expect((await stored(org)).map((row) => row.permissions)).toEqual([{ jobs: 'view_own' }, { invoices: 'none' }, {}]);
});

test('many are done in the background, in the name of who asked, once', async () => {
  const { org, office } = await street();
  await world.as(org.id, (tx) =>
    sql`insert into customers (org_id, number, name) select ${org.id}, 'M' || n, 'Many ' || n from generate_series(1, 450) as n`.execute(
      tx,
    ),
  );
  const begun = await office.arrive(
    await carryOut(office, { of: 'customer', all: 'on', q: 'many', wish: 'jobs.none' }),
  );
  expect(begun.html).toContain('This goes on in the background');
  await runTasks(world);
  await runTasks(world);
  const [row] = await world.rows<{ changed: number; events: number }>(
    org,
    `select (select count(*)::int from customers where permissions ->> 'jobs' = 'none') as changed,
       (select count(*)::int from events where name = 'customer.permissions_changed' and actor_name = 'Jo Mercer') as events`,
  );
  expect(row).toEqual({ changed: 450, events: 450 });
  expect(await world.rows(org, 'select state from bulk_grants')).toEqual([{ state: 'done' }]);
});

test('pressed three times at once it is done once, and a list that no longer holds is shown again', async () => {
  const { org, anna, bert, office } = await street();
  const wish = { of: 'customer', who: [anna.id], wish: 'jobs.none' };
  const { html } = await office.post(PATH, wish);
  const key = /name="key" value="([^"]*)"/.exec(html)?.[1] ?? '';
  const save = { ...wish, key, step: 'save', seen: seenIn(html) };
  expect((await office.post(PATH, { ...save, who: [anna.id, bert.id] })).html).toContain(
    'Something was changed by somebody else',
  );
  const answers = await Promise.all([1, 2, 3].map(() => office.post(PATH, save)));
  expect(answers.filter((answer) => answer.status === 303).length).toBeGreaterThan(0);
  expect(await world.rows(org, 'select 1 from bulk_grants')).toHaveLength(1);
});

test('nobody ticked, nothing chosen, a stranger’s customer and an agent get nowhere', async () => {
  const { org, anna, office } = await street();
  const strange = await street();
  expect((await office.post(PATH, { of: 'customer', wish: 'jobs.none' })).status).toBe(422);
  expect((await office.post(PATH, { of: 'customer', who: anna.id, wish: 'castle.yes' })).status).toBe(422);
  expect((await office.post(PATH, { of: 'customer', who: strange.anna.id, wish: 'jobs.none' })).status).toBe(422);
  const agent = await world.signInStaff(org, await world.staff(org, { role: 'agent' }));
  expect((await agent.get(PATH)).status).toBe(404);
  expect((await agent.post(PATH, { of: 'customer', all: 'on', wish: 'jobs.none' })).status).toBe(404);
  expect((await office.get(`${PATH}?of=contact&q=anna`)).html).toContain('Anna Person');
});
