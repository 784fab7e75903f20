import { saveRights } from '../../../test/rights.ts';
import { expect, test } from 'vitest';
import { withClient } from '../../platform/db/connection.ts';
import { openWorld, type Org } from '../../../test/world.ts';

const world = await openWorld();
const PASSWORD = 'seven ladders on a windy day';

async function office(given: Parameters<typeof world.org>[0] = {}, role = 'owner') {
  const org = await world.org(given);
  const member = await world.staff(org, { role, password_hash: await world.services.hashing.hash(PASSWORD) });
  return { org, member, browser: await world.signInStaff(org, member) };
}

async function one(sql: string, values: unknown[] = []) {
  return withClient(world.fresh.admin, { name: 'test' }, async (client) => (await client.query(sql, values)).rows[0]);
}
const orgNow = (org: Org) => one('select * from orgs where id = $1', [org.id]);
const lastEvent = (org: Org) =>
  one('select name, data from events where org_id = $1 order by happened_at desc, id desc limit 1', [org.id]);

const orgForm = {
  name: 'Harbour & Hill',
  tagline: '',
  phone: '01632 960142',
  email: 'Hello@HarbourAndHill.example',
  website_url: 'harbourandhill.example',
  address: '3 Fish Quay\nSaltmouth',
  opening_hours: 'Monday to Friday, 8 to 17',
  privacy_url: '',
  terms_url: '',
  country: 'GB',
  time_zone: 'Europe/London',
  currency: 'GBP',
  job_word: '',
  jobs_word: '',
};

test('every settings page exists for managers and for nobody below them', async () => {
  const pages = ['org', 'billing', 'look', 'access', 'team'];
  for (const role of ['owner', 'manager', 'agent', 'viewer']) {
    const { browser } = await office({}, role);
    const statuses = await Promise.all(
      pages.map(async (page) => (await browser.get(`/office/settings/${page}`)).status),
    );
    expect(statuses).toEqual(pages.map(() => (role === 'owner' || role === 'manager' ? 200 : 404)));
    expect((await browser.get('/office/settings')).status).toBe(200);
    expect((await browser.get('/office/account')).status).toBe(200);
    const write = await browser.post('/office/settings/org', orgForm);
    expect(write.status).toBe(role === 'owner' || role === 'manager' ? 303 : 404);
  }
});

test('the contact card is stored as it is dialled and opened, and the change is written down', async () => {
  const { org, browser } = await office();
  expect((await browser.post('/office/settings/org', orgForm)).status).toBe(303);
  expect(await orgNow(org)).toMatchObject({
    name: 'Harbour & Hill',
    phone: '+441632960142',
    email: 'hello@harbourandhill.example',
    website_url: 'https://harbourandhill.example/',
    tagline: null,
  });
  expect(await lastEvent(org)).toMatchObject({
    name: 'org.changed',
    data: { name: 'Harbour & Hill Property Care → Harbour & Hill', phone: '– → +441632960142' },
  });
  const page = await browser.get('/office/settings/org');
  expect(page.html).toContain('value="01632 960142"');
});

test('saving what is already so writes nothing down', async () => {
  const { org, browser } = await office();
  await browser.post('/office/settings/org', orgForm);
  const before = await one('select count(*)::int as n from events where org_id = $1', [org.id]);
  await browser.post('/office/settings/org', orgForm);
  expect(await one('select count(*)::int as n from events where org_id = $1', [org.id])).toEqual(before);
});

test('what can’t be taken comes back with what was typed and what is wrong', async () => {
  const { org, browser } = await office();
  const answer = await browser.post('/office/settings/org', {
    ...orgForm,
    name: '',
    phone: 'call us',
    email: 'nobody',
    website_url: 'javascript:alert(1)',
    time_zone: 'Mars/Olympus',
    country: 'XX',
    tagline: 'x'.repeat(81),
    job_word: 'Visit',
  });
  expect(answer.status).toBe(422);
  for (const text of [
    'Type the name of the business',
    'This is no phone number',
    'This is no e-mail address',
    'This is no web address',
    'Choose one from the list',
    'more than 80 characters',
    'Type both words',
    'value="call us"',
  ])
    expect(answer.html).toContain(text);
  expect((await orgNow(org)).name).toBe('Harbour & Hill Property Care');
});

test('the currency is fixed by the first invoice, also for a form that was open before', async () => {
  const { org, browser } = await office();
  expect((await browser.post('/office/settings/org', { ...orgForm, currency: 'EUR' })).status).toBe(303);
  await world.invoice(await world.customer(org), { currency: 'EUR' });
  const refused = await browser.post('/office/settings/org', { ...orgForm, currency: 'GBP' });
  expect(refused.status).toBe(409);
  expect(refused.html).toContain('Fixed, because there are invoices in it');
  expect((await orgNow(org)).currency).toBe('EUR');
  const page = await browser.get('/office/settings/org');
  expect(page.html).not.toContain('name="currency"');
});

test('only an owner changes bank details', async () => {
  const form = {
    bank_holder: 'A',
    bank_account: '1234',
    bank_code: '00',
    payment_terms_days: '30',
    vat_id: '',
    invoice_footer: '',
  };
  const manager = await office({}, 'manager');
  expect((await manager.browser.post('/office/settings/billing', form)).status).toBe(303);
  expect(await orgNow(manager.org)).toMatchObject({ bank_account: null, payment_terms_days: 30 });
  expect((await manager.browser.get('/office/settings/billing')).html).toContain('Only an owner can change where');
  const owner = await office();
  await owner.browser.post('/office/settings/billing', form);
  expect(await orgNow(owner.org)).toMatchObject({ bank_account: '1234' });
  expect(await lastEvent(owner.org)).toMatchObject({ name: 'org.billing_changed', data: { bank_account: '– → 1234' } });
});

test('limits are those of the database: taken at the limit, refused one beyond', async () => {
  const { org, browser } = await office();
  const good = {
    contact_link_months: '60',
    customer_link_days: '1825',
    job_link_days: '1',
    invoice_link_days: '1',
    session_idle_minutes: '43200',
    session_hours: '8760',
    staff_idle_minutes: '5',
    staff_session_hours: '2160',
    sms_countries: 'Germany, ie\nUnited Kingdom',
  };
  expect((await browser.post('/office/settings/access/security', good)).status).toBe(303);
  expect(await orgNow(org)).toMatchObject({
    contact_link_months: 60,
    pin_needs_code: false,
    sms_countries: ['DE', 'GB', 'IE'],
  });
  for (const [field, value] of [
    ['contact_link_months', '61'],
    ['customer_link_days', '0'],
    ['session_idle_minutes', '4'],
    ['session_hours', '8761'],
    ['staff_session_hours', '1e3'],
    ['job_link_days', ''],
    ['sms_countries', 'Atlantis'],
  ] as const)
    expect((await browser.post('/office/settings/access/security', { ...good, [field]: value })).status).toBe(422);
  expect((await browser.post('/office/settings/billing', { payment_terms_days: '366' })).status).toBe(422);
});

test('opening and closing the portal is the owner’s, and closing ends every customer’s session', async () => {
  const { org, browser } = await office({ portal_open: false });
  const manager = await world.signInStaff(org, await world.staff(org, { role: 'manager' }));
  expect((await manager.post('/office/settings/access/opening')).status).toBe(404);
  expect((await browser.post('/office/settings/access/opening')).status).toBe(303);
  const visitor = await world.signInContact(org, await world.contact(await world.customer(org)));
  expect((await visitor.get(`/${org.slug}/details`)).status).toBe(200);
  await browser.post('/office/settings/access/closing');
  expect((await visitor.get(`/${org.slug}/details`)).status).toBe(303);
  expect(await lastEvent(org)).toMatchObject({ name: 'portal.closed', data: { portal_open: 'true → false' } });
});

test('what customers may do changes for all, is written down, and takes only known choices', async () => {
  const { org, browser } = await office();
  expect((await saveRights(browser, '/office/settings/access/permissions', { 'may-jobs': 'none' })).status).toBe(303);
  expect((await orgNow(org)).permissions).toMatchObject({ jobs: 'none', invoices: 'view' });
  expect(await lastEvent(org)).toMatchObject({ name: 'org.permissions_changed', data: { jobs: 'view_all > none' } });
  expect((await browser.post('/office/settings/access/permissions', { 'may-jobs': 'everything' })).status).toBe(422);
});

// ── Tax rates, numbers ──

test('tax rates are added, made usual and taken off the list, but never the usual one', async () => {
  const { org, browser } = await office();
  const path = '/office/settings/billing';
  for (const [tax_name, tax_rate] of [
    ['VAT 20%', '20'],
    ['Reduced', '5,5 %'],
  ] as const)
    expect((await browser.post(`${path}/tax-rates`, { tax_name, tax_rate })).status).toBe(303);
  const rate = (name: string) =>
    one('select id, rate_bp, is_default, archived_at from tax_rates where org_id = $1 and name = $2', [org.id, name]);
  expect(await rate('VAT 20%')).toMatchObject({ rate_bp: 2000, is_default: true });
  expect(await rate('Reduced')).toMatchObject({ rate_bp: 550, is_default: false });
  const { id } = await rate('Reduced');
  expect((await browser.post(`${path}/tax-rate-archival`, { id: (await rate('VAT 20%')).id })).status).toBe(409);
  await browser.post(`${path}/default-tax-rate`, { id });
  expect(await rate('Reduced')).toMatchObject({ is_default: true });
  expect((await browser.post(`${path}/tax-rate-archival`, { id: (await rate('VAT 20%')).id })).status).toBe(303);
  expect((await browser.post(`${path}/tax-rates`, { tax_name: '', tax_rate: '101' })).status).toBe(422);
  const stranger = await office();
  for (const action of ['default-tax-rate', 'tax-rate-archival'])
    expect((await stranger.browser.post(`${path}/${action}`, { id })).status).toBe(404);
  expect((await browser.post(`${path}/default-tax-rate`, { id: 'nonsense' })).status).toBe(404);
});

test('numbers go on from where the office says', async () => {
  const { org, browser } = await office();
  const form = {
    customer_prefix: 'C',
    customer_next: '500',
    job_prefix: '',
    job_next: '1001',
    invoice_prefix: 'R-',
    invoice_next: '7',
    credit_note_prefix: 'CN-',
    credit_note_next: '1001',
  };
  expect((await browser.post('/office/settings/billing/numbers', form)).status).toBe(303);
  expect(
    await one(`select prefix, next_number::int as n from number_series where org_id = $1 and kind = 'invoice'`, [
      org.id,
    ]),
  ).toEqual({ prefix: 'R-', n: 7 });
  expect((await browser.post('/office/settings/billing/numbers', { ...form, job_next: '0' })).status).toBe(422);
});
