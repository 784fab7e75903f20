import { expect, test } from 'vitest';
import { saveRights } from '../../../test/rights.ts';
import { openWorld, type Contact, type Customer, type Org } from '../../../test/world.ts';

const world = await openWorld();

async function shop(role = 'manager', given: Parameters<typeof world.org>[0] = {}) {
  const org = await world.org(given);
  const office = await world.signInStaff(org, await world.staff(org, { role }));
  const customer = await world.customer(org, { number: '10318', name: 'Raman Ltd' });
  const main = await world.contact(customer, { is_main: true });
  return { org, office, customer, main };
}

const path = (contact: Contact, part = '') => `/office/customers/10318/contacts/${contact.id}${part}`;

const stored = (contact: Contact) =>
  world.as(contact.org_id, (tx) =>
    tx
      .selectFrom('contacts')
      .selectAll()
      .where('org_id', '=', contact.org_id)
      .where('id', '=', contact.id)
      .executeTakeFirstOrThrow(),
  );

const contactsOf = (customer: Customer) =>
  world.as(customer.org_id, (tx) =>
    tx
      .selectFrom('contacts')
      .selectAll()
      .where('org_id', '=', customer.org_id)
      .where('customer_id', '=', customer.id)
      .orderBy('id')
      .execute(),
  );

test('a contact is added to a customer and changed, and the history says which fields', async () => {
  const { office, customer } = await shop();
  const answer = await office.post('/office/customers/10318/contacts', {
    first_name: 'Anil',
    last_name: 'Raman',
    position: 'Facility manager',
    email: 'Anil@Raman.example',
    phone: '07700 900 318',
    language: 'de',
  });
  const page = await office.arrive(answer);
  expect(page.html).toContain('Anil Raman was added.');
  const [, anil] = await contactsOf(customer);
  expect(anil).toMatchObject({ email: 'anil@raman.example', phone: '+447700900318', language: 'de', is_main: false });
  await office.post(answer.location, { first_name: 'Anil', last_name: 'Rao', email: 'anil@raman.example' });
  const after = await office.get(answer.location);
  expect(after.html).toContain(
    'Jo Mercer changed the last name, the position, the phone number, the language of Anil Rao',
  );
});

test('the form of a new contact sent twice at once makes one', async () => {
  const { office, customer } = await shop();
  const form = await office.get('/office/customers/10318/contacts/new');
  const key = /name="key" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
  const send = () => office.post('/office/customers/10318/contacts', { key, first_name: 'Anil' });
  const [first, second] = await Promise.all([send(), send()]);
  expect(second.location).toBe(first.location);
  expect(await contactsOf(customer)).toHaveLength(2);
});

test('a contact without name, e-mail and phone is refused, and what was typed is kept', async () => {
  const { office, customer } = await shop();
  const answer = await office.post('/office/customers/10318/contacts', { position: 'Caretaker & cook' });
  expect(answer.status).toBe(422);
  expect(answer.html).toContain('Type a name, an e-mail address or a phone number');
  expect(answer.html).toContain('value="Caretaker &amp; cook"');
  expect(await contactsOf(customer)).toHaveLength(1);
});

test('a customer has at most two hundred contacts', async () => {
  const { office, customer } = await shop();
  await world.as(customer.org_id, (tx) =>
    tx
      .insertInto('contacts')
      .values(
        Array.from({ length: 198 }, (_, n) => ({
          org_id: customer.org_id,
          customer_id: customer.id,
          first_name: `Contact ${n}`,
        })),
      )
      .execute(),
  );
  const add = () => office.post('/office/customers/10318/contacts', { first_name: 'One more' });
  const answers = await Promise.all([add(), add(), add()]);
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, 409, 409]);
  expect(await contactsOf(customer)).toHaveLength(200);
});

test('there is one main contact, also when two are made it at once, and it can’t be archived', async () => {
  const { office, customer, main } = await shop();
  const others = [await world.contact(customer), await world.contact(customer)];
  await Promise.all(others.map((contact) => office.post(path(contact, '/main'))));
  const mains = (await contactsOf(customer)).filter((contact) => contact.is_main);
  expect(mains).toHaveLength(1);
  expect(mains[0]?.id).not.toBe(main.id);
  const [chosen] = mains;
  if (!chosen) return;
  const refused = await office.post(path(chosen, '/archiving'));
  expect(refused.status).toBe(409);
  expect(refused.html).toContain('Make another contact the main one first.');
});

test('an archived contact’s session ends with its next request, and a colleague’s goes on', async () => {
  const { org, office, customer, main } = await shop();
  const anil = await world.contact(customer, { first_name: 'Anil' });
  const [hers, his] = [await world.signInContact(org, main), await world.signInContact(org, anil)];
  const home = `/${org.slug}`;
  expect([(await hers.get(home)).status, (await his.get(home)).status]).toEqual([200, 200]);
  const answer = await office.post(path(anil, '/archiving'));
  expect([(await hers.get(home)).status, (await his.get(home)).status]).toEqual([200, 303]);
  expect((await office.arrive(answer)).html).toContain(`action="${path(anil, '/restoring')}"`);
  await office.post(path(anil, '/restoring'));
  expect((await his.get(home)).status).toBe(303);
  expect((await stored(anil)).archived_at).toBeNull();
});

test('refreshing a contact’s link ends the old one and its session at once, a colleague’s lives on', async () => {
  const { org, office, customer, main } = await shop();
  const anil = await world.contact(customer);
  const open = async (contact: Contact) => {
    const browser = world.browser();
    const link = await world.linkPath(org, { kind: 'contact', customerId: customer.id, contactId: contact.id });
    await browser.get(link);
    return { browser, link };
  };
  const [hers, his] = [await open(main), await open(anil)];
  const home = `/${org.slug}`;
  expect([(await hers.browser.get(home)).status, (await his.browser.get(home)).status]).toEqual([200, 200]);
  const page = await office.get(path(main));
  const id = /\/office\/links\/([0-9a-f-]{36})\/refresh/.exec(page.html)?.[1] ?? '';
  const generation = /name="generation" value="(\d+)"/.exec(page.html)?.[1] ?? '';
  expect(page.html).toContain(`value="http://doorstep.test${hers.link}"`);
  await office.post(`/office/links/${id}/refresh`, { generation, back: path(main) });
  expect([(await hers.browser.get(home)).status, (await his.browser.get(home)).status]).toEqual([303, 200]);
  expect((await world.browser().get(hers.link)).location).toBe('');
  await office.post(`/office/links/${id}/disabling`, { back: path(main) });
  expect((await his.browser.get(home)).status).toBe(200);
  expect((await office.get(path(main))).html).toContain('Disabled');
});

test('a link is sent by the way that is asked for, and only where there is an address', async () => {
  const { org, office, main } = await shop();
  await world.linkPath(org, { kind: 'contact', customerId: main.customer_id, contactId: main.id });
  const page = await office.get(path(main));
  expect(page.html).toContain('Send link by e-mail');
  expect(page.html).not.toContain('Send link by text');
  const delivery = /\/office\/links\/[0-9a-f-]{36}\/delivery/.exec(page.html)?.[0] ?? '';
  expect((await office.post(delivery, { channel: 'sms', back: path(main) })).status).toBe(409);
  const sent = await office.post(delivery, { channel: 'email', back: path(main) });
  expect((await office.arrive(sent)).html).toContain('The link is on its way by e-mail.');
  const rows = await world.as(org.id, (tx) =>
    tx.selectFrom('deliveries').select(['channel', 'recipient']).where('org_id', '=', org.id).execute(),
  );
  expect(rows).toEqual([{ channel: 'email', recipient: main.email }]);
});

test('a contact who can’t be reached is marked so, with the way to mend it', async () => {
  const { office, customer } = await shop();
  const silent = await world.contact(customer, { first_name: 'Sill', email: null });
  const { html } = await office.get(path(silent));
  expect(html).toContain('Sill has no e-mail address and no phone number');
  expect(html).toContain(`href="${path(silent, '/edit')}">Add an e-mail address or phone number`);
  expect((await office.post(path(silent, '/pin'))).status).toBe(409);
});

test('a new PIN is sent, never shown, and a blocked one says so', async () => {
  const { org, office, main } = await shop();
  const answer = await office.arrive(await office.post(path(main, '/pin')));
  expect(answer.html).toContain('A new PIN is on its way to Priya Raman');
  expect(answer.html).toContain('Set by the office on');
  const shown = answer.html.replaceAll(/<svg.*?<\/svg>|href="[^"]*"|value="[^"]*"|action="[^"]*"/gs, '');
  expect(shown).not.toMatch(/\b\d{6}\b/);
  await world.as(org.id, (tx) =>
    tx
      .updateTable('contact_pins')
      .set({ fails: 5, fails_since: world.clock.now })
      .where('org_id', '=', org.id)
      .execute(),
  );
  expect((await office.get(path(main))).html).toContain('Blocked after five wrong tries');
});

test('only sites attached to the customer can be chosen for its contact', async () => {
  const { org, office, customer, main } = await shop();
  const own = await world.site(org, { customer_id: customer.id });
  const strange = await world.site(org, { customer_id: (await world.customer(org)).id });
  const refused = await office.post(path(main, '/sites'), { site: [own.id, strange.id] });
  expect(refused.status).toBe(422);
  expect(await chosen(org)).toEqual([]);
  await office.post(path(main, '/sites'), { site: [own.id, own.id] });
  expect(await chosen(org)).toEqual([own.id]);
  await office.post(path(main, '/sites'));
  expect(await chosen(org)).toEqual([]);
});

const chosen = (org: Org) =>
  world.as(org.id, async (tx) => {
    const rows = await tx.selectFrom('contact_sites').select('site_id').where('org_id', '=', org.id).execute();
    return rows.map((row) => row.site_id);
  });

test('a changed permission bites on the next request of an open session, at every layer', async () => {
  const { org, office, main } = await shop();
  const portal = await world.signInContact(org, main);
  const jobs = async () => (await portal.get(`/${org.slug}/jobs`)).status;
  expect(await jobs()).toBe(200);
  await saveRights(office, path(main, '/permissions'), { 'may-jobs': 'none' });
  expect(await jobs()).toBe(404);
  await saveRights(office, path(main, '/permissions'), { 'may-jobs': 'inherit' });
  expect(await jobs()).toBe(200);
  await saveRights(office, '/office/customers/10318/permissions', { 'may-jobs': 'none' });
  expect(await jobs()).toBe(404);
  await saveRights(office, path(main, '/permissions'), { 'may-jobs': 'view_own' });
  expect(await jobs()).toBe(200);
  await saveRights(office, '/office/customers/10318/permissions', { 'may-portal': 'no' });
  expect(await jobs()).toBe(303);
});

test('a layer keeps only what it chose itself, and the event says from what to what', async () => {
  const { org, office, main } = await shop();
  await saveRights(office, path(main, '/permissions'), {
    'may-jobs': 'none',
    'may-invoices': 'inherit',
    'may-castle': 'yes',
  });
  expect((await stored(main)).permissions).toEqual({ jobs: 'none' });
  await saveRights(office, path(main, '/permissions'), { 'may-jobs': 'inherit', 'may-pay': 'yes' });
  expect((await stored(main)).permissions).toEqual({ pay: 'yes' });
  const wrong = await saveRights(office, path(main, '/permissions'), { 'may-jobs': 'everything' });
  expect(wrong.status).toBe(422);
  const events = await world.as(org.id, (tx) =>
    tx
      .selectFrom('events')
      .select('data')
      .where('org_id', '=', org.id)
      .where('name', '=', 'contact.permissions_changed')
      .orderBy('id')
      .execute(),
  );
  expect(events.map((event) => event.data)).toEqual([
    { jobs: 'inherit > none' },
    { jobs: 'none > inherit', pay: 'inherit > yes' },
  ]);
  expect((await office.get(path(main))).html).toContain(
    'Jo Mercer changed what Priya Raman may do. Jobs: Not shown → left to the layer above; Pay: left to the layer above → Yes',
  );
});

test('the permissions page says what holds now and who decided it', async () => {
  const { office, main } = await shop();
  await saveRights(office, '/office/customers/10318/permissions', { 'may-jobs': 'view_own' });
  const { html } = await office.get(path(main, '/permissions'));
  expect(html).toContain('As the customer (now: View own)');
  expect(html).toContain('Now: View own. Set for this customer.');
  expect(html).toContain('Now: View. Set for everybody in the settings.');
  expect(html).toContain('Now: Not shown. Nobody has chosen, so it is closed.');
});

test('an agent manages contacts but not their permissions; a viewer only reads', async () => {
  const { org, office, main } = await shop('agent');
  expect((await office.get(path(main, '/edit'))).status).toBe(200);
  expect((await office.get(path(main, '/permissions'))).status).toBe(404);
  expect((await office.post(path(main, '/permissions'), { 'may-jobs': 'none' })).status).toBe(404);
  const viewer = await world.signInStaff(org, await world.staff(org, { role: 'viewer' }));
  expect((await viewer.get(path(main))).status).toBe(200);
  for (const part of ['', '/archiving', '/restoring', '/main', '/sites', '/pin', '/permissions'])
    expect((await viewer.post(path(main, part), { first_name: 'X' })).status).toBe(404);
  expect(await stored(main)).toEqual(main);
});

test('a contact of another org, and one of another customer, are not there', async () => {
  const { org, office } = await shop();
  const neighbour = await world.contact(await world.customer(org, { number: '77' }));
  const stranger = await world.contact(await world.customer(await world.org(), { number: '10318' }));
  const missing = await office.get(`/office/customers/10318/contacts/${crypto.randomUUID()}`);
  for (const contact of [neighbour, stranger]) {
    for (const part of ['', '/edit', '/permissions']) {
      const answer = await office.get(path(contact, part));
      expect(answer.status).toBe(404);
      expect(answer.html).toBe(missing.html);
    }
    for (const part of ['', '/archiving', '/restoring', '/main', '/sites', '/pin', '/permissions'])
      expect((await office.post(path(contact, part), { first_name: 'X' })).status).toBe(404);
    expect(await stored(contact)).toEqual(contact);
  }
  expect(world.troubles).toEqual([]);
});
