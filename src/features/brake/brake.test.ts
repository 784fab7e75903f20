import { afterAll, expect, test } from 'vitest';
import { runTasks } from '../../../test/post.ts';
import { Browser } from '../../../test/browser.ts';
import { openWorld } from '../../../test/world.ts';
import { createApp } from '../../app.tsx';
import { linkToken, sixDigits } from '../../platform/crypto/index.ts';
import { database, openPool } from '../../platform/db/index.ts';
import { tell } from '../../../test/trust/figures.ts';

const world = await openWorld();
const services = { ...world.services, trustedProxies: 1 };
const { host, port, user, password, database: name } = world.fresh.app;
const pool = openPool({ connection: { host, port, user, password, database: name }, size: 20, onError: () => {} });
const otherDb = database(pool);
afterAll(() => otherDb.close());
/** Two processes that share nothing but the database. */
const apps = [createApp(services), createApp({ ...services, db: otherDb })];

const visitorOf = (nth: number) => {
  const app = apps[nth % apps.length];
  if (!app) throw new Error('no app');
  return new Browser(app, services);
};

let hashed = 0;
const { verify, pretend } = world.services.hashing;
services.hashing.verify = (stored, secret) => (hashed++, verify(stored, secret));
services.hashing.pretend = (secret) => (hashed++, pretend(secret));

const page = (org: { slug: string }) => `/${org.slug}/sign-in`;
const from = (nth: number) => ({ 'x-forwarded-for': `10.${nth >> 8}.${nth & 255}.9` });

async function typePin(org: { slug: string }, visitor: Browser, identifier: string, pin: string, nth: number) {
  const csrf = /name="csrf" value="([^"]+)"/.exec((await visitor.get(page(org))).html)?.[1] ?? '';
  return visitor.postBare(`${page(org)}/pin`, { csrf, identifier, pin, next: '' }, from(nth));
}

async function withPin(org: Awaited<ReturnType<typeof world.org>>, email: string) {
  const contact = await world.contact(await world.customer(org), { email, is_main: true });
  const pin_hash = await services.hashing.hash('482915');
  await world.as(org.id, (tx) =>
    tx
      .insertInto('contact_pins')
      .values({ org_id: org.id, contact_id: contact.id, pin_hash, set_at: world.clock.now, set_by: 'staff' })
      .execute(),
  );
  return contact;
}

async function ask(org: { slug: string; id: string }, visitor: Browser, identifier: string) {
  await visitor.get(page(org));
  await visitor.post(page(org), { identifier, do: 'send', next: '' });
  return (visitor.cookies.get(`request_${org.slug}`) ?? '').split('.')[0] ?? '';
}

test('guesses at everybody at once are braked at fifty, in every process, and a link still gets in', async () => {
  const org = await world.org({ pin_needs_code: false });
  await withPin(org, 'priya@raman.example');
  hashed = 0;
  const visitors = await Promise.all(
    Array.from({ length: 120 }, async (_, nth) => {
      const visitor = visitorOf(nth);
      await visitor.get(page(org));
      return visitor;
    }),
  );
  await Promise.all(
    visitors.map((visitor, nth) => typePin(org, visitor, `nobody${nth}@nowhere.example`, '111112', nth)),
  );
  expect(hashed).toBe(50);
  tell('T4', 'guesses at everybody at once, of which fifty were evaluated', 120);

  const answers = [];
  for (const [nth, identifier] of ['priya@raman.example', 'nobody@nowhere.example'].entries()) {
    const answer = await typePin(org, visitorOf(nth), identifier, '482915', 200 + nth);
    answers.push(`${answer.status} ${answer.html.replaceAll(/value="[^"]*"/g, '')}`);
  }
  expect(answers[0]).toContain('only the link in a message signs in');
  expect(answers[0]).toBe(answers[1]);
  expect(hashed).toBe(50);

  const owner = await world.signInStaff(org, await world.staff(org, { role: 'owner' }));
  expect((await owner.get('/office')).html).toContain('Somebody is guessing PINs or passwords');
  expect(
    await world.rows(org, `select name from events where org_id = '${org.id}' and name = 'sign_in.braked'`),
  ).toHaveLength(1);

  const customer = visitorOf(1);
  const id = await ask(org, customer, 'priya@raman.example');
  const code = sixDigits(services.keys, 'sign-in-code', id, 1);
  expect((await customer.post(`${page(org)}/code`, { code })).html).toContain('only the link in a message');
  const link = `/s/${linkToken(services.keys, 'sign-in-link', id, 1)}`;
  expect((await customer.post(link)).location).toBe(`/${org.slug}`);

  world.clock.now = world.clock.now.add({ minutes: 30 });
  expect((await typePin(org, visitorOf(0), 'priya@raman.example', '482915', 300)).location).toBe(`/${org.slug}`);
});

test('another org is not braked with it, until the whole installation is', async () => {
  world.clock.now = world.clock.now.add({ hours: 25 });
  const orgs = [];
  for (let nth = 0; nth < 11; nth++) orgs.push(await world.org());
  const quiet = await world.org({ pin_needs_code: false });
  await withPin(quiet, 'aled@pugh.example');
  hashed = 0;
  const { pretend: real } = services.hashing;
  services.hashing.pretend = async () => (hashed++, false);
  let nth = 0;
  const fifty = (org: { slug: string }) =>
    Promise.all(
      Array.from({ length: 50 }, () => (nth++, typePin(org, visitorOf(nth), `nobody${nth}@x.example`, '111112', nth))),
    );
  for (const org of orgs.slice(0, 9)) await fifty(org);
  expect((await typePin(quiet, visitorOf(0), 'aled@pugh.example', '482915', 5000)).location).toBe(`/${quiet.slug}`);
  for (const org of orgs.slice(9)) await fifty(org);
  services.hashing.pretend = real;
  expect((await typePin(quiet, visitorOf(0), 'aled@pugh.example', '482915', 5001)).html).toContain(
    'only the link in a message',
  );
});

test('one account takes twenty wrong codes a day, and then a link', async () => {
  world.clock.now = world.clock.now.add({ hours: 25 });
  const org = await world.org();
  const contact = await world.contact(await world.customer(org), { email: 'mo@aziz.example', is_main: true });
  let wrong = 0;
  for (let nth = 0; nth < 5; nth++) {
    world.clock.now = world.clock.now.add({ minutes: 15 });
    const visitor = visitorOf(nth);
    const id = await ask(org, visitor, 'mo@aziz.example');
    const right = sixDigits(services.keys, 'sign-in-code', id, 1);
    for (let times = 0; times < 4; times++, wrong++)
      await visitor.post(`${page(org)}/code`, { code: right === '000000' ? '000001' : '000000' });
  }
  expect(wrong).toBe(20);
  const visitor = visitorOf(0);
  const id = await ask(org, visitor, 'mo@aziz.example');
  const code = sixDigits(services.keys, 'sign-in-code', id, 1);
  expect((await visitor.post(`${page(org)}/code`, { code })).status).toBe(422);
  expect((await visitor.post(`/s/${linkToken(services.keys, 'sign-in-link', id, 1)}`)).location).toBe(`/${org.slug}`);
  await runTasks(world);
  const tries = await world.rows<{ way: string; outcome: string }>(
    org,
    `select way, outcome from contact_tries where contact_id = '${contact.id}' order by tried_at, id`,
  );
  expect(tries.filter((one) => one.outcome === 'wrong')).toHaveLength(20);
  expect(tries).toContainEqual({ way: 'sign_in_link', outcome: 'in' });
});

test('one address guesses thirty times an hour, its neighbourhood a hundred times, and nobody else is hindered', async () => {
  world.clock.now = world.clock.now.add({ hours: 25 });
  const org = await world.org();
  const guess = async (address: string) => {
    const visitor = visitorOf(0);
    const csrf = /name="csrf" value="([^"]+)"/.exec((await visitor.get(page(org))).html)?.[1] ?? '';
    const fields = { csrf, identifier: `${crypto.randomUUID()}@nowhere.example`, pin: '111112', next: '' };
    await visitor.postBare(`${page(org)}/pin`, fields, { 'x-forwarded-for': address });
  };
  hashed = 0;
  const { pretend: real } = services.hashing;
  services.hashing.pretend = async () => (hashed++, false);
  await Promise.all(Array.from({ length: 35 }, () => guess('192.0.2.7')));
  expect(hashed).toBe(30);
  for (let times = 0; times < 10; times++) await guess('198.51.100.7');
  expect(hashed).toBe(40);
  world.clock.now = world.clock.now.add({ minutes: 11 });
  for (let times = 0; times < 100; times++) {
    await guess(`203.0.113.${times}`);
    if (times % 45 === 44) world.clock.now = world.clock.now.add({ minutes: 10 });
  }
  expect(hashed).toBe(140);
  await guess('203.0.113.200');
  services.hashing.pretend = real;
  expect(hashed).toBe(140);
});
