import { saveRights } from '../../../test/rights.ts';
import { crc32, deflateSync } from 'node:zlib';
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

test('a colour is taken when buttons stay visible', async () => {
  const { org, browser } = await office();
  expect((await browser.post('/office/settings/look', { accent: 'A3263F' })).status).toBe(303);
  expect((await orgNow(org)).accent).toBe('#a3263f');
  for (const accent of ['#fffffe', 'teal', '#12345', 'red;}body{display:none'])
    expect((await browser.post('/office/settings/look', { accent })).status).toBe(422);
  expect((await orgNow(org)).accent).toBe('#a3263f');
});

// ── Logos ──

function png(width: number, height: number, extra = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const rows = deflateSync(Buffer.alloc(height * (width + 1)));
  const comment = extra > 0 ? [chunk('tEXt', Buffer.alloc(extra, 'x'))] : [];
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...comment,
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One grey pixel block, 8 × 8, as a baseline JPEG. */
const JPEG = Buffer.from(
  'ffd8ffdb004300' +
    '01'.repeat(64) +
    'ffc0000b080008000801011100' +
    'ffc4001400010000000000000000000000000000000' +
    '0' +
    'ffc40014100100000000000000000000000000000000' +
    'ffda0008010100003f00' +
    '7f' +
    'ffd9',
  'hex',
);

async function upload(browser: Awaited<ReturnType<typeof office>>['browser'], bytes: Buffer, name = 'logo.png') {
  return browser.postFile('/office/settings/look/logo', { logo: new File([new Uint8Array(bytes)], name) });
}

test('a small PNG or JPEG becomes the logo, by its content and whatever its name, and is served so that it stays a picture', async () => {
  const { org, browser } = await office();
  for (const [bytes, type, name] of [
    [png(120, 25), 'image/png', 'x.exe'],
    [JPEG, 'image/jpeg', 'x.png'],
  ] as const) {
    expect((await upload(browser, bytes, name)).status).toBe(303);
    const row = await orgNow(org);
    expect(row).toMatchObject({ logo_type: type });
    const picture = await world.browser().get(`/${org.slug}/logo/${row.logo_version}`);
    expect(picture.status).toBe(200);
    expect(picture.headers.get('content-type')).toBe(type);
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect((await browser.post('/office/settings/look/logo-removal')).status).toBe(303);
  expect(await orgNow(org)).toMatchObject({ logo: null, logo_version: null });
  expect(await lastEvent(org)).toMatchObject({ name: 'org.logo_removed' });
});

test('a logo that is too high, too big or no picture is refused with what was measured', async () => {
  const { org, browser } = await office();
  const cases: readonly (readonly [Buffer, string])[] = [
    [png(120, 26), 'This picture is 26 pixels high and may have 25'],
    [png(501, 25), 'This picture is 501 pixels wide'],
    [png(100, 25, 20_480), 'This file has 21 KB and may have 20 KB'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'This file is no PNG or JPEG picture'],
    [Buffer.concat([png(10, 10), Buffer.from('<script>alert(1)</script>')]), 'This file is no PNG or JPEG picture'],
    [
      Buffer.concat([JPEG, Buffer.from('<script>alert(1)</script>'), Buffer.from('ffd9', 'hex')]),
      'This file is no PNG',
    ],
    [png(10, 10).subarray(0, 40), 'This file is no PNG or JPEG picture'],
    [png(0, 0), 'there is nothing to see'],
    [Buffer.alloc(0), 'Choose a picture first'],
  ];
  for (const [bytes, text] of cases) {
    const answer = await upload(browser, bytes);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(text);
  }
  expect((await orgNow(org)).logo).toBeNull();
});

test('the limits of a logo are met exactly', async () => {
  const { org, browser } = await office();
  const base = png(100, 25).length;
  const exact = png(100, 25, 20_480 - base - 12);
  expect(exact.length).toBe(20_480);
  expect((await upload(browser, exact)).status).toBe(303);
  expect(await orgNow(org)).toMatchObject({ logo_height: 25, logo_width: 100 });
  expect((await upload(browser, png(100, 25, 20_480 - base - 11))).status).toBe(422);
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
