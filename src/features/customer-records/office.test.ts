import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();

async function shop(role = 'manager') {
  const org = await world.org();
  return { org, office: await world.signInStaff(org, await world.staff(org, { role })) };
}

const rowsOf = (orgId: string) =>
  world.as(orgId, (tx) =>
    tx
      .selectFrom('customers as c')
      .leftJoin('contacts as p', 'p.customer_id', 'c.id')
      .select(['c.number', 'c.name', 'p.first_name', 'p.last_name', 'p.email', 'p.phone', 'p.is_main'])
      .where('c.org_id', '=', orgId)
      .orderBy('c.number')
      .execute(),
  );

test('a customer is added with a number of the series and a main contact named after it', async () => {
  const { org, office } = await shop();
  const answer = await office.post('/office/customers', {
    kind: 'person',
    name: 'Priya Raman',
    email: 'Priya@Raman.example',
    phone: '07700 900318',
  });
  expect(answer.location).toBe('/office/customers/1001');
  const page = await office.arrive(answer);
  expect(page.html).toContain('Priya Raman was added with number 1001.');
  expect(page.html).toContain('Jo Mercer added this customer');
  expect(await rowsOf(org.id)).toEqual([
    {
      number: '1001',
      name: 'Priya Raman',
      first_name: 'Priya',
      last_name: 'Raman',
      email: 'priya@raman.example',
      phone: '+447700900318',
      is_main: true,
    },
  ]);
});

test('customers added at the same moment get numbers one after the other, and refused ones leave no gap', async () => {
  const { org, office } = await shop();
  await world.customer(org, { number: '1003' });
  const add = (name: string) => office.post('/office/customers', { name });
  const answers = await Promise.all(['A', '', 'B', '', 'C', 'D', 'E', ''].map(add));
  expect(answers.filter((answer) => answer.status === 422)).toHaveLength(3);
  expect((await rowsOf(org.id)).map((row) => row.number)).toEqual(['1001', '1002', '1003', '1004', '1005', '1006']);
});

test.each(['', 'K-7'])(
  'the form of a new customer sent twice at once makes one, its number typed as “%s”',
  async (number) => {
    const { org, office } = await shop();
    const form = await office.get('/office/customers/new');
    const key = /name="key" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
    const send = () => office.post('/office/customers', { key, name: 'Crab Shack', number });
    const [first, second] = await Promise.all([send(), send()]);
    expect(second.location).toBe(first.location);
    expect(await rowsOf(org.id)).toHaveLength(1);
    await office.post('/office/customers', { name: 'Next' });
    expect((await rowsOf(org.id)).map((row) => row.number)).toContain(number === '' ? '1002' : '1001');
  },
);

test('a number that is taken is said so, in whatever case, and what was typed is kept', async () => {
  const { org, office } = await shop();
  await world.customer(org, { number: 'XY12' });
  const typed = { name: 'Crab <Shack> & Co', number: 'xy12', notes: 'Ring twice', billing_address: 'One\nTwo' };
  const answer = await office.post('/office/customers', typed);
  expect(answer.status).toBe(422);
  expect(answer.html).toContain('xy12 is another customer’s number');
  expect(answer.html).toContain('value="Crab &lt;Shack> &amp; Co"');
  expect(answer.html).toContain('Ring twice</textarea>');
  expect(await rowsOf(org.id)).toHaveLength(1);
});

test('one number typed twice at the same moment is one customer', async () => {
  const { org, office } = await shop();
  const answers = await Promise.all(
    ['AB1', 'ab1', 'AB1'].map((number) => office.post('/office/customers', { name: 'N', number })),
  );
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, 422, 422]);
  expect(await rowsOf(org.id)).toHaveLength(1);
});

test('a customer can’t be given the number of another by editing', async () => {
  const { org, office } = await shop();
  await world.customer(org, { number: 'A1' });
  await world.customer(org, { number: 'B2' });
  const answer = await office.post('/office/customers/B2', { name: 'Changed', number: 'a1' });
  expect(answer.status).toBe(422);
  expect(answer.html).toContain('a1 is another customer’s number');
  expect((await rowsOf(org.id)).map((row) => row.name)).toEqual(['Priya Raman', 'Priya Raman']);
});

test('every field is taken at its limit and refused one character past it', async () => {
  const { org, office } = await shop();
  const limits = { name: 200, line1: 200, line2: 200, postcode: 20, city: 120, region: 120, billing_name: 200 };
  const more = { billing_address: 500, vat_id: 40, notes: 10_000, first_name: 100, last_name: 100, position: 100 };
  const all = Object.entries({ ...limits, ...more });
  // A country without rules for its postcodes and VAT numbers.
  const wide = (extra: number) => ({
    ...Object.fromEntries(all.map(([name, most]) => [name, '𝓐'.repeat(most + extra)])),
    country: 'AE',
  });
  expect((await office.post('/office/customers', wide(0))).status).toBe(303);
  const past = await office.post('/office/customers', wide(1));
  expect(past.status).toBe(422);
  for (const [name] of all) expect(past.html).toContain(`id="f-${name}-error"`);
  expect((await office.post('/office/customers', { name: 'N', number: 'n'.repeat(32) })).status).toBe(303);
  expect((await office.post('/office/customers', { name: 'N', number: 'm'.repeat(33) })).status).toBe(422);
  expect(await rowsOf(org.id)).toHaveLength(2);
});

test('an e-mail address or phone number that is none is refused beside its field', async () => {
  const { office } = await shop();
  const answer = await office.post('/office/customers', { name: 'P', email: 'priya', phone: '12', country: 'XX' });
  expect(answer.html).toContain('“priya” is not an e-mail address');
  expect(answer.html).toContain('“12” is not a phone number');
  expect(answer.html).toContain('“XX” is not a country');
});

test('a postcode and a VAT number fit their country, and what is stored already is not judged anew', async () => {
  const { org, office } = await shop();
  const wrong = await office.post('/office/customers', { name: 'P', postcode: '12555', vat_id: 'GB980780685' });
  expect(wrong.status).toBe(422);
  for (const name of ['postcode', 'vat_id']) expect(wrong.html).toContain(`id="f-${name}-error"`);
  const german = { name: 'P', country: 'DE', postcode: '12555', vat_id: '136695976' };
  expect((await office.post('/office/customers', { ...german, number: 'D1' })).status).toBe(303);
  expect((await office.post('/office/customers/D1', { ...german, country: 'GB' })).status).toBe(422);
  const [stored] = await world.rows<{ vat_id: string }>(org, `select vat_id from customers where number = 'D1'`);
  expect(stored?.vat_id).toBe('DE136695976');
  await world.customer(org, { number: 'OLD', country: 'GB', postcode: 'by the harbour', vat_id: 'asked for' });
  const kept = { name: 'Older', country: 'GB', postcode: 'by the harbour', vat_id: 'asked for' };
  expect((await office.post('/office/customers/OLD', kept)).status).toBe(303);
  expect((await office.post('/office/customers/OLD', { ...kept, postcode: 'at the harbour' })).status).toBe(422);
});

test('editing changes the customer and its main contact, and history says which fields and who', async () => {
  const { org, office } = await shop();
  const customer = await world.customer(org, { number: '7' });
  await world.contact(customer, { is_main: true, email: 'old@raman.example' });
  const form = await office.get('/office/customers/7/edit');
  expect(form.html).toContain('value="old@raman.example"');
  const saved = await office.post('/office/customers/7', {
    name: 'Priya Shah',
    number: '8',
    first_name: 'Priya',
    last_name: 'Shah',
    email: 'new@shah.example',
    line1: '14 Quay Terrace',
    postcode: 'SM4 2TR',
  });
  expect(saved.location).toBe('/office/customers/8');
  const page = await office.arrive(saved);
  expect(page.html).toContain('Jo Mercer changed the number, the name, the address, the postcode');
  expect(page.html).toContain('changed the last name, the e-mail address of Priya Shah');
  expect(await rowsOf(org.id)).toMatchObject([{ number: '8', last_name: 'Shah', email: 'new@shah.example' }]);
});

test('the list finds by words, number, postcode and phone, each by its beginning', async () => {
  const { org, office } = await shop();
  const priya = await world.customer(org, { name: 'Priya Ramân', number: 'XY-12', postcode: 'SM4 2TR' });
  await world.contact(priya, { is_main: true, phone: '+447700900318' });
  await world.customer(org, { name: 'Owen Bright' });
  const find = async (q: string) => {
    const { html } = await office.get(`/office/customers?q=${encodeURIComponent(q)}`);
    return [html.includes('>Priya Ramân</b>'), html.includes('>Owen Bright</b>')];
  };
  for (const q of [
    'pri',
    'raman',
    'ram pri',
    'sm42',
    'SM4 2TR',
    'xy-12',
    '07700 900318',
    '+44 7700 900',
    '00447700900318',
  ])
    expect([q, await find(q)]).toEqual([q, [true, false]]);
  for (const q of ['iya', 'priya owen', '%', '07700 900319']) expect([q, await find(q)]).toEqual([q, [false, false]]);
});

test('the list pages by name and back without leaving any out', async () => {
  const { org, office } = await shop();
  for (let n = 0; n < 103; n++) await world.customer(org, { name: `Customer ${n % 7}` });
  const seen = new Set<string>();
  const pages: string[][] = [];
  let path: string | undefined = '/office/customers';
  while (path !== undefined) {
    const { html } = await office.get(path);
    const numbers = [...html.matchAll(/href="\/office\/customers\/(\d+)[?"]/g)].map((match) => match[1] ?? '');
    numbers.forEach((number) => seen.add(number));
    pages.push(numbers);
    path = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(pages.map((page) => page.length)).toEqual([50, 50, 3]);
  expect(seen.size).toBe(103);
});

test('the list shows what each customer owes', async () => {
  const { org, office } = await shop();
  const customer = await world.customer(org, { name: 'The Crab Shack' });
  await world.invoice(customer, { total_minor: 31_200n, net_minor: 31_200n });
  const settled = await world.customer(org, { name: 'Ines Duarte' });
  expect(settled.name).toBe('Ines Duarte');
  const { html } = await office.get('/office/customers');
  expect(html).toMatch(/The Crab Shack<\/b><span class="num"><span><span class="num nowrap">£312\.00/);
  expect(html).toMatch(/Ines Duarte<\/b><span class="num"><span><span class="num nowrap">£0\.00/);
});

test('archiving ends every session of the customer with the next request, and can be undone', async () => {
  const { org, office } = await shop();
  const customer = await world.customer(org, { number: '10318' });
  const contact = await world.contact(customer, { is_main: true });
  const portal = await world.signInContact(org, contact);
  expect((await portal.get(`/${org.slug}`)).status).toBe(200);
  const before = await openSessions(org.id, contact.id);
  const answer = await office.post('/office/customers/10318/archiving');
  expect(before).toBe(1);
  expect((await portal.get(`/${org.slug}`)).status).toBe(303);
  expect(await openSessions(org.id, contact.id)).toBe(0);
  const page = await office.arrive(answer);
  expect(page.html).toContain('action="/office/customers/10318/restoring"');
  expect((await office.get('/office/customers')).html).not.toContain('customers/10318');
  expect((await office.get('/office/customers?archived=1')).html).toContain('customers/10318');
  await office.post('/office/customers/10318/restoring');
  expect((await office.get('/office/customers')).html).toContain('customers/10318');
  expect(await openSessions(org.id, contact.id)).toBe(0);
});

const openSessions = (orgId: string, contactId: string) =>
  world.as(orgId, async (tx) => {
    const rows = await tx
      .selectFrom('sessions')
      .select('id')
      .where('org_id', '=', orgId)
      .where('contact_id', '=', contactId)
      .where('ended_at', 'is', null)
      .execute();
    return rows.length;
  });

test('a viewer reads customers and changes nothing', async () => {
  const { org, office } = await shop('viewer');
  await world.customer(org, { number: '10318' });
  expect((await office.get('/office/customers/10318')).status).toBe(200);
  expect((await office.get('/office/customers/10318')).html).not.toContain('Archive customer');
  for (const path of ['new', '10318/edit', '10318/permissions'])
    expect((await office.get(`/office/customers/${path}`)).status).toBe(404);
  for (const path of ['', '/10318', '/10318/archiving', '/10318/restoring', '/10318/permissions'])
    expect((await office.post(`/office/customers${path}`, { name: 'X' })).status).toBe(404);
});

test('another org’s customer is not there, the same as a missing one', async () => {
  const { office } = await shop();
  const other = await world.customer(await world.org(), { number: 'THEIRS' });
  for (const path of ['', '/jobs', '/invoices', '/sites', '/contacts', '/edit', '/permissions']) {
    const theirs = await office.get(`/office/customers/${other.number}${path}`);
    const missing = await office.get(`/office/customers/NOBODY${path}`);
    expect(theirs.status).toBe(404);
    expect(theirs.html).toBe(missing.html);
  }
  for (const deed of ['', '/archiving', '/restoring', '/permissions', '/portal-view'])
    expect((await office.post(`/office/customers/${other.number}${deed}`, { name: 'X' })).status).toBe(404);
});

test('every tab of a record is a page of its own', async () => {
  const { org, office } = await shop();
  const customer = await world.customer(org, { number: '10318' });
  const job = await world.job(customer, { title: 'Gutter cleaning' });
  const invoice = await world.invoice(customer);
  const site = await world.site(org, { customer_id: customer.id, name: 'Boathouse' });
  const contact = await world.contact(customer, { first_name: 'Anil', is_main: true });
  const tab = async (name: string) => (await office.get(`/office/customers/10318/${name}`)).html;
  expect(await tab('jobs')).toContain(`href="/office/jobs/${job.number}">Gutter cleaning`);
  expect(await tab('invoices')).toContain(`href="/office/invoices/${invoice.id}">${invoice.number}`);
  expect(await tab('sites')).toContain(`href="/office/sites/${site.id}">Boathouse`);
  expect(await tab('contacts')).toContain(`href="/office/customers/10318/contacts/${contact.id}">Anil`);
  expect(world.troubles).toEqual([]);
});
