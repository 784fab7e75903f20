import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { answerError, portalDoor } from '../../src/features/access/index.ts';
import { NotFound, Refused } from '../../src/kernel/errors.ts';
import { Browser } from '../browser.ts';
import { openWorld } from '../world.ts';
import { furnish } from './household.ts';
import { fill, routesOf } from './routes.ts';
import { caught, tell } from './figures.ts';

/*
 * T15: staff who look at the portal as a customer. Every form of the portal, straight from the router, is refused and
 * changes nothing; every page they see is in the log; it ends after half an hour; and it leads nowhere else.
 */

const world = await openWorld();
const house = await furnish(world, 'harbour-hill');
const routes = routesOf(world.app).filter(({ pattern }) => pattern.startsWith('/:org'));
const values = { org: house.org.slug, number: house.ownJob.number, id: house.ownJob.id };

async function lookingOn(): Promise<Browser> {
  const desk = await world.signInStaff(house.org, house.member);
  const answer = await desk.post(`/office/customers/${house.customer.number}/portal-view`, {
    contact: house.contact.id,
  });
  expect(answer.location).toBe(`/${house.org.slug}`);
  return desk;
}

const looks = async (): Promise<number> => {
  const [row] = await world.rows<{ n: number }>(
    house.org,
    `select count(*)::int as n from events where name = 'portal.page_viewed' and org_id = '${house.org.id}'`,
  );
  return row?.n ?? 0;
};

/** What the customer's rows are, apart from the log and the sessions, which looking changes on purpose. */
async function everything(): Promise<string> {
  const tables = [
    'customers',
    'contacts',
    'sites',
    'jobs',
    'invoices',
    'payments',
    'contact_pins',
    'links',
    'deliveries',
    'reach_changes',
    'detail_changes',
  ];
  const all = await Promise.all(
    tables.map((table) =>
      world.rows<{ rows: string }>(
        house.org,
        `select coalesce(jsonb_agg(t order by t::text), '[]')::text as rows from ${table} t`,
      ),
    ),
  );
  return JSON.stringify(all);
}

/** Routes that no session opens: signing in and out, and how a browser likes its pages. */
const DOORS = /^\/:org\/(sign-in|sign-out|forgotten|password|confirm|seen|appearance|language)/;

test('every form of the portal is refused while staff look on, and changes nothing', async () => {
  const browser = await lookingOn();
  const before = await everything();
  const forms = routes.filter(({ method, pattern }) => method === 'POST' && !DOORS.test(pattern));
  expect(forms.length).toBeGreaterThan(0);
  const accepted: string[] = [];
  for (const { pattern } of forms) {
    const { status } = await browser.post(fill(pattern, values), { pin: '482915', email: 'x@example.com', text: 'x' });
    if (status !== 409 && status !== 404) accepted.push(`${pattern}: ${status}`);
  }
  expect(accepted).toEqual([]);
  tell('T15', 'forms of the portal tried while staff look on, all refused', forms.length);
  expect(await everything()).toBe(before);
});

test('a form whose route forgot the rule is noticed', async () => {
  const app = new Hono();
  portalDoor(app, world.services).get('/:org/planted', {}, (visit) => visit.c.text('seen'));
  app.post('/:org/planted', (c) => c.text('written'));
  app.onError((error, c) =>
    answerError(c, world.services, error instanceof NotFound ? 404 : error instanceof Refused ? 409 : 500),
  );
  const browser = new Browser(app, world.services);
  for (const [name, value] of (await lookingOn()).cookies) browser.cookies.set(name, value);
  expect((await browser.get(`/${house.org.slug}/planted`)).status).toBe(200);
  expect((await browser.post(`/${house.org.slug}/planted`)).status).not.toBe(409);
  caught('T15', 'a form whose route forgot the rule');
});

test('every page that staff see as the customer is in the log, with who looked and at what', async () => {
  const browser = await lookingOn();
  const pages = routes.filter(({ method, pattern }) => method === 'GET' && !DOORS.test(pattern));
  const unseen: string[] = [];
  for (const { pattern } of pages.filter((page) => !/theme|logo|icon|live/.test(page.pattern))) {
    const before = await looks();
    const { status } = await browser.get(fill(pattern, values));
    if (status === 200 && (await looks()) !== before + 1) unseen.push(pattern);
  }
  expect(unseen).toEqual([]);
  tell('T15', 'pages looked at, each shown one in the log', pages.length);
  expect(
    await world.rows(
      house.org,
      `select actor_kind, actor_id, customer_id, subject_id, data ->> 'page' as page from events
        where name = 'portal.page_viewed' and data ->> 'page' = '/jobs' limit 1`,
    ),
  ).toEqual([
    {
      actor_kind: 'staff',
      actor_id: house.member.id,
      customer_id: house.customer.id,
      subject_id: house.contact.id,
      page: '/jobs',
    },
  ]);
});

test('it ends after half an hour, whatever was done meanwhile', async () => {
  const began = world.clock.now;
  const browser = await lookingOn();
  world.clock.now = began.add({ minutes: 29, seconds: 59 });
  expect((await browser.get(`/${house.org.slug}`)).status).toBe(200);
  world.clock.now = began.add({ minutes: 30 });
  expect((await browser.get(`/${house.org.slug}`)).location).toContain('/sign-in');
  world.clock.now = began;
});

test('it opens no other customer, no office and no look through a look', async () => {
  const browser = await lookingOn();
  const alone = world.browser();
  for (const [name, value] of browser.cookies) if (!name.includes('office')) alone.cookies.set(name, value);
  expect((await alone.get(`/${house.org.slug}`)).status).toBe(200);
  expect((await alone.get('/office')).location).toContain('/office/sign-in');
  const again = await alone.postBare(`/office/customers/${house.stranger.number}/portal-view`, { csrf: 'x' });
  expect(again.location).toContain('/office/sign-in');
});
