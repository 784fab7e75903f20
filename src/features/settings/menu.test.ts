import { expect, test } from 'vitest';
import { OPEN, openWorld } from '../../../test/world.ts';

const world = await openWorld();
const PATH = '/office/settings/menu';

async function shop() {
  const org = await world.org({ permissions: JSON.stringify({ ...OPEN, messages: 'none' }) });
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { is_main: true });
  const office = await world.signInStaff(org, await world.staff(org));
  return { org, customer, office, portal: await world.signInContact(org, contact) };
}

/** The words of the bar, in order. */
function barOf(html: string): readonly string[] {
  const bar = /<nav class="bar".*?<\/nav>/s.exec(html)?.[0] ?? '';
  return [...bar.matchAll(/<\/svg>([^<]*)/g)].map(([, word = '']) => word);
}

const ROWS = ['home', 'jobs', 'invoices', 'messages', 'details', 'colleagues'];
const AS_IT_IS = {
  'stands-jobs': 'bar',
  'stands-invoices': 'bar',
  'stands-details': 'more',
  'stands-colleagues': 'more',
};

test('the usual menu has home, jobs, invoices and More, and the rest is under More', async () => {
  const { org, portal } = await shop();
  expect(barOf((await portal.get(`/${org.slug}`)).html)).toEqual(['Home', 'Jobs', 'Invoices', 'More']);
  const { html } = await portal.get(`/${org.slug}/more`);
  expect(html).toContain(`href="/${org.slug}/details"`);
  expect(html).toContain(`href="/${org.slug}/colleagues"`);
});

test('order, names by language and places count from the customer’s next page on', async () => {
  const { org, office, portal } = await shop();
  const saved = await office.post(PATH, {
    ...AS_IT_IS,
    place: ['invoices', 'home', 'colleagues', 'jobs', 'details'],
    'stands-colleagues': 'bar',
    'stands-jobs': 'hidden',
    'name-en-invoices': 'Bills',
    'name-de-invoices': 'Belege',
    step: 'save',
  });
  expect((await office.arrive(saved)).html).toContain('The menu was saved');
  expect(barOf((await portal.get(`/${org.slug}`)).html)).toEqual(['Bills', 'Home', 'Colleagues', 'More']);
  expect(barOf((await portal.get(`/${org.slug}?language=de`)).html)[0]).toBe('Belege');
  // Hidden is not forbidden.
  expect((await portal.get(`/${org.slug}/jobs`)).status).toBe(200);
  expect((await portal.get(`/${org.slug}/more`)).html).not.toContain(`href="/${org.slug}/jobs"`);
  expect(await world.rows(org, `select 1 from events where name = 'org.menu_changed'`)).toHaveLength(1);
});

test('the bar never has more than five places, and what doesn’t fit is under More', async () => {
  const { org, office, portal } = await shop();
  const all = Object.fromEntries(ROWS.map((row) => [`stands-${row}`, 'bar']));
  await office.post(PATH, { ...all, place: ROWS, step: 'save' });
  const { html } = await portal.get(`/${org.slug}/more`);
  expect(barOf(html)).toEqual(['Home', 'Jobs', 'Invoices', 'My details', 'More']);
  expect(html).toContain(`href="/${org.slug}/colleagues"`);
});

test('Up and Down move a row and write nothing until it is saved', async () => {
  const { org, office } = await shop();
  const rowsOf = (html: string) => [...html.matchAll(/name="place" value="(\w+)"/g)].map(([, place]) => place);
  const up = await office.post(PATH, { ...AS_IT_IS, place: ROWS, move: 'invoices.up', 'name-en-jobs': 'Visits' });
  expect(up.status).toBe(200);
  expect(rowsOf(up.html)).toEqual(['home', 'invoices', 'jobs', 'messages', 'details', 'colleagues']);
  expect(up.html).toContain('value="Visits"');
  expect(up.html).toContain('This is not saved yet');
  const past = await office.post(PATH, { ...AS_IT_IS, place: ROWS, move: 'home.up' });
  expect(rowsOf(past.html)).toEqual(ROWS);
  expect(await world.rows(org, 'select portal_menu from orgs')).toEqual([{ portal_menu: [] }]);
});

test('a name fits the bar or is refused; home can’t be hidden; what is sent twice or unknown counts once or not', async () => {
  const { org, office, portal } = await shop();
  const name = (length: number) => ({ 'name-en-jobs': 'x'.repeat(length) });
  expect((await office.post(PATH, { ...AS_IT_IS, ...name(20), place: ROWS, step: 'save' })).status).toBe(303);
  expect((await office.post(PATH, { ...AS_IT_IS, ...name(21), place: ROWS, step: 'save' })).status).toBe(422);
  const odd = { ...AS_IT_IS, place: ['jobs', 'jobs', 'castle', 'home'], 'stands-home': 'hidden', step: 'save' };
  expect((await office.post(PATH, odd)).status).toBe(303);
  expect(barOf((await portal.get(`/${org.slug}`)).html)).toEqual(['Jobs', 'Home', 'Invoices', 'More']);
  const agent = await world.signInStaff(org, await world.staff(org, { role: 'agent' }));
  expect((await agent.get(PATH)).status).toBe(404);
  expect((await agent.post(PATH, odd)).status).toBe(404);
});
