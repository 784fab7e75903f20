import { expect, test } from 'vitest';
import { createApp } from '../../app.tsx';
import { Browser } from '../../../test/browser.ts';
import { memberOf, typePassword } from '../../../test/office-people.ts';
import { BASE_URL, openWorld } from '../../../test/world.ts';

const world = await openWorld();
const OFFICE_URL = 'http://office.test';
const services = { ...world.services, officeUrl: OFFICE_URL };
const app = createApp(services);
const atOffice = () => new Browser(app, { ...services, baseUrl: OFFICE_URL });
const atPortal = () => new Browser(app, services);

async function house() {
  const org = await world.org();
  const customer = await world.customer(org);
  return { org, customer, member: await memberOf(world, org, { role: 'owner' }) };
}

test('with a host of its own the office answers there, and leads there from the portal’s', async () => {
  const { member } = await house();
  const browser = atOffice();
  expect((await browser.get('/')).location).toBe('/office');
  expect((await typePassword(browser, member.email)).location).toBe('/office');
  expect((await browser.get('/office')).status).toBe(200);
  expect((await atPortal().get('/office/customers?q=quay')).location).toBe(`${OFFICE_URL}/office/customers?q=quay`);
  expect((await atPortal().postBare('/office/sign-in', { email: member.email })).status).toBe(404);
});

test('the office’s host has no portal, and the portal’s no office, but both have the org’s colours', async () => {
  const { org } = await house();
  const office = atOffice();
  for (const path of [`/${org.slug}`, `/${org.slug}/sign-in`, `/l/${'x'.repeat(43)}`])
    expect((await office.get(path)).status, path).toBe(404);
  const colours = `/${org.slug}/theme/${org.accent.slice(1)}.css`;
  expect((await office.get(colours)).status).toBe(200);
  expect((await atPortal().get(colours)).status).toBe(200);
  expect((await atPortal().get(`/${org.slug}/sign-in`)).status).toBe(200);
});

test('an unknown host gets the portal, and no host decides where a form may come from', async () => {
  const { org, member } = await house();
  const elsewhere = new Browser(app, { ...services, baseUrl: 'http://somewhere.else' });
  expect((await elsewhere.get(`/${org.slug}/sign-in`)).status).toBe(200);
  expect((await elsewhere.get('/office')).location).toBe(`${OFFICE_URL}/office`);
  const forged = await app.request(`${OFFICE_URL}/office/sign-in`, {
    method: 'POST',
    headers: { origin: BASE_URL },
    body: new URLSearchParams({ email: member.email }),
  });
  expect(forged.status).toBe(403);
});

test('staff look at the portal on its own host by an address that works once, within a minute', async () => {
  const { org, customer, member } = await house();
  const browser = atOffice();
  await typePassword(browser, member.email);
  const view = () => browser.post(`/office/customers/${customer.number}/portal-view`);
  const led = (await view()).location;
  expect(led).toMatch(new RegExp(`^${BASE_URL}/${org.slug}/view/`));
  const path = led.replace(BASE_URL, '');
  const visitor = atPortal();
  expect((await visitor.get(path)).location).toBe(`/${org.slug}`);
  const home = await visitor.get(`/${org.slug}`);
  expect(home.status).toBe(200);
  expect(home.html).toContain(`${OFFICE_URL}/office/customers/${customer.number}`);
  expect((await atPortal().get(path)).status).toBe(404);
  const late = (await view()).location.replace(BASE_URL, '');
  world.clock.now = world.clock.now.add({ seconds: 60 });
  expect((await atPortal().get(late)).status).toBe(404);
});
