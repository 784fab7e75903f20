import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();

async function shop() {
  const org = await world.org();
  const office = await world.signInStaff(org, await world.staff(org));
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { is_main: true });
  const subject = { kind: 'contact', customerId: customer.id, contactId: contact.id } as const;
  return { org, office, customer, contact, subject };
}

const linkOf = (orgId: string, contactId: string) =>
  world.as(orgId, (tx) =>
    tx
      .selectFrom('links')
      .selectAll()
      .where('org_id', '=', orgId)
      .where('contact_id', '=', contactId)
      .executeTakeFirstOrThrow(),
  );

test('a link that is enabled twice at once is one link, with its maker and an end six months away', async () => {
  const { org, office, contact } = await shop();
  const fields = { kind: 'contact', id: contact.id, back: '/office/customers/1' };
  const answers = await Promise.all([office.post('/office/links', fields), office.post('/office/links', fields)]);
  expect(answers.map((answer) => [answer.status, answer.location])).toEqual([
    [303, '/office/customers/1'],
    [303, '/office/customers/1'],
  ]);
  const link = await linkOf(org.id, contact.id);
  expect(link.expires_at.toString()).toBe('2027-05-23T09:00:00Z');
  expect(link.created_by_staff_id).not.toBeNull();
});

test('refreshing twice with the form of one page makes one new address', async () => {
  const { org, office, contact, subject } = await shop();
  const old = await world.linkPath(org, subject);
  const link = await linkOf(org.id, contact.id);
  const fields = { generation: String(link.generation), back: '/office' };
  await Promise.all([1, 2].map(() => office.post(`/office/links/${link.id}/refresh`, fields)));
  expect((await linkOf(org.id, contact.id)).generation).toBe(link.generation + 1);
  expect(await world.linkPath(org, subject)).not.toBe(old);
});

test('disabling is done once, also when it is pressed again', async () => {
  const { org, office, contact, subject } = await shop();
  await world.linkPath(org, subject);
  const link = await linkOf(org.id, contact.id);
  for (const _ of [1, 2]) {
    const answer = await office.post(`/office/links/${link.id}/disabling`, { back: '/office' });
    expect(answer.status).toBe(303);
  }
  expect((await linkOf(org.id, contact.id)).disabled_at).not.toBeNull();
});

test('the way back is a path of our own or the start of the office', async () => {
  const { office, contact } = await shop();
  for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', '']) {
    const answer = await office.post('/office/links', { kind: 'contact', id: contact.id, back });
    expect(answer.location).toBe('/office');
  }
});

test('a draft, an archived contact and a thing of another org get no link, and a viewer makes none', async () => {
  const { org, office, customer, contact } = await shop();
  const draft = await world.invoice(customer, { state: 'draft', number: null });
  const gone = await world.contact(customer, { archived_at: world.clock.now });
  const elsewhere = await world.customer(await world.org());
  const viewer = await world.signInStaff(org, await world.staff(org, { role: 'viewer' }));
  const share = (who: typeof office, kind: string, id: string) => who.post('/office/links', { kind, id });
  expect((await share(office, 'invoice', draft.id)).status).toBe(409);
  expect((await share(office, 'contact', gone.id)).status).toBe(409);
  expect((await share(office, 'customer', elsewhere.id)).status).toBe(404);
  expect((await share(office, 'castle', customer.id)).status).toBe(404);
  expect((await share(office, 'customer', 'no-uuid')).status).toBe(404);
  expect((await share(viewer, 'contact', contact.id)).status).toBe(404);
  const count = await world.as(org.id, (tx) =>
    tx.selectFrom('links').select('id').where('org_id', '=', org.id).execute(),
  );
  expect(count).toEqual([]);
});
