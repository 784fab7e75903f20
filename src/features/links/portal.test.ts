import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { disableLink, enableLink, findLink, refreshLink, type LinkSubject } from './index.ts';

const world = await openWorld();
const org = await world.org();
const customer = await world.customer(org);
const priya = await world.contact(customer, { is_main: true });
const home = `/${org.slug}`;
const staff = system(org.id, 'test');
const subject = (contactId: string): LinkSubject => ({ kind: 'contact', customerId: customer.id, contactId });

async function linkRow(of: LinkSubject) {
  const link = await world.as(org.id, (tx) => findLink(tx, staff, of));
  if (!link) throw new Error('no link');
  return link;
}

test('a link opens any number of times, on any device, with no sign-in', async () => {
  const path = await world.linkPath(org, subject(priya.id));
  for (const visitor of [world.browser(), world.browser(), world.browser()]) {
    expect((await visitor.get(path)).location).toBe(home);
    expect((await visitor.get(`${home}/more`)).status).not.toBe(303);
  }
});

test('opening it again in the same browser keeps the session', async () => {
  const path = await world.linkPath(org, subject(priya.id));
  const visitor = world.browser();
  await visitor.get(path);
  const cookie = visitor.cookies.get(`portal_${org.slug}`);
  await visitor.get(path);
  expect(visitor.cookies.get(`portal_${org.slug}`)).toBe(cookie);
});

test('a scanner that opens it and runs what it finds, but never clicks, counts as no view', async () => {
  const ines = await world.contact(customer);
  const path = await world.linkPath(org, subject(ines.id));
  const answer = await world.app.request(`${world.services.baseUrl}${path}`);
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  await world.app.request(`${world.services.baseUrl}${home}`, { headers: { cookie, 'sec-fetch-site': 'none' } });
  await world.app.request(`${world.services.baseUrl}${path}`, { method: 'HEAD' });
  expect((await linkRow(subject(ines.id))).open_count).toBe(0);
  const person = { cookie, 'sec-fetch-site': 'same-origin', 'sec-fetch-user': '?1' };
  await world.app.request(`${world.services.baseUrl}${home}`, { headers: person });
  await world.app.request(`${world.services.baseUrl}${home}`, { headers: person });
  expect((await linkRow(subject(ines.id))).open_count).toBe(1);
});

test('reading without a click counts too, once the page tells that a person touched it', async () => {
  const owen = await world.contact(customer);
  const path = await world.linkPath(org, subject(owen.id));
  const visitor = world.browser();
  await visitor.get(path);
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const arrived = await world.app.request(`${world.services.baseUrl}${home}`, { headers: { cookie } });
  expect(await arrived.text()).toContain(`data-seen="${home}/seen"`);
  expect((await visitor.post(`${home}/seen`)).status).toBe(204);
  expect((await linkRow(subject(owen.id))).open_count).toBe(1);
  expect((await visitor.get(home)).html).not.toContain('data-seen');
});

test('HEAD begins no session', async () => {
  const path = await world.linkPath(org, subject(priya.id));
  const answer = await world.app.request(`${world.services.baseUrl}${path}`, { method: 'HEAD' });
  expect(answer.headers.get('set-cookie')).toBeNull();
});

test('refreshing ends the old address and its sessions at once, and nobody else’s', async () => {
  const colleague = await world.contact(customer);
  const path = await world.linkPath(org, subject(priya.id));
  const others = await world.linkPath(org, subject(colleague.id));
  const [mine, theirs] = [world.browser(), world.browser()];
  await mine.get(path);
  await theirs.get(others);
  await world.as(org.id, async (tx) => refreshLink(tx, staff, org, await linkRow(subject(priya.id)), world.clock.now));
  expect((await mine.get(`${home}/more`)).location).toContain('/sign-in');
  expect((await world.browser().get(path)).status).toBe(404);
  expect((await theirs.get(others)).location).toBe(home);
  expect((await theirs.get(`${home}/more`)).location).toBe('');
  const fresh = await world.linkPath(org, subject(priya.id));
  expect(fresh).not.toBe(path);
  expect((await world.browser().get(fresh)).location).toBe(home);
});

test('disabling ends the link and the session it opened', async () => {
  const path = await world.linkPath(org, subject(priya.id));
  const visitor = world.browser();
  await visitor.get(path);
  await world.as(org.id, async (tx) => disableLink(tx, staff, await linkRow(subject(priya.id)), world.clock.now));
  expect((await visitor.get(`${home}/more`)).location).toContain('/sign-in');
  expect((await visitor.get(path)).status).toBe(404);
});

test('unknown, misspelt, replaced and disabled links read the same to the byte', async () => {
  const path = await world.linkPath(org, subject(priya.id));
  await world.as(org.id, async (tx) => disableLink(tx, staff, await linkRow(subject(priya.id)), world.clock.now));
  const other = path.slice(0, -1) + (path.endsWith('A') ? 'E' : 'A');
  const pages = await Promise.all(
    [path, other, `/l/${'A'.repeat(43)}`, '/l/x'].map(async (one) => {
      const { html } = await world.browser().get(one);
      // The switch of languages leads back to the address that was asked for.
      return html.replaceAll(one, '·').replaceAll(encodeURIComponent(one), '·');
    }),
  );
  expect(new Set(pages).size).toBe(1);
});

test('a contact’s link ends after six months of the calendar and offers a fresh one', async () => {
  world.clock.now = Temporal.Instant.from('2026-11-23T10:00Z');
  const path = await world.linkPath(org, subject(priya.id));
  const link = await linkRow(subject(priya.id));
  expect(link.expires_at.toString()).toBe('2027-05-23T09:00:00Z');
  world.clock.now = link.expires_at.subtract({ seconds: 1 });
  expect((await world.browser().get(path)).location).toBe(home);
  world.clock.now = link.expires_at;
  const visitor = world.browser();
  const page = await visitor.get(path);
  expect(page.html).toContain('Send me a fresh link');
  expect((await visitor.post(`${path}/renewal`)).html).toContain('on its way');
  const asked = (await linkRow(subject(priya.id))).renewal_asked_at;
  expect(asked).not.toBeNull();
});

test('making a link twice at once gives one link', async () => {
  const owen = await world.contact(customer);
  const made = await Promise.all(
    Array.from({ length: 10 }, () =>
      world.as(org.id, (tx) => enableLink(tx, staff, org, subject(owen.id), world.clock.now)),
    ),
  );
  expect(new Set(made.map((link) => link.id)).size).toBe(1);
  expect((await world.browser().get(await world.linkPath(org, subject(owen.id)))).location).toBe(home);
});
