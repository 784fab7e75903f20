import { expect, test } from 'vitest';
import { postOffice, runTasks } from '../../../test/post.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();

async function shop(given: Parameters<typeof world.org>[0] = {}) {
  const org = await world.org(given);
  const office = await world.signInStaff(org, await world.staff(org, { role: 'agent' }));
  const customer = await world.customer(org, { number: '10318', name: 'Priya Raman' });
  const contact = await world.contact(customer, {
    first_name: 'Priya',
    is_main: true,
    email: 'priya@raman.example',
    language: 'de',
  });
  await world.invoice(customer, { number: '2041' });
  return { org, office, customer, contact };
}

const send = (office: Awaited<ReturnType<typeof shop>>['office'], fields = {}) =>
  office.post('/office/customers/10318/statement/delivery', { period: 'year', ...fields });

test('a statement is sent to the main contact in their language, once for a double click, and history says so', async () => {
  const { org, office } = await shop();
  const [first, second] = await Promise.all([send(office), send(office)]);
  expect(first.location).toBe('/office/customers/10318/statement?period=year&currency=GBP');
  expect(second.location).toBe(first.location);
  expect((await office.arrive(first)).html).toContain('The statement is on its way by e-mail.');
  const post = postOffice(world);
  await runTasks(world, post.services);
  const mails = post.mails.filter(({ text }) => text.includes(`/${org.slug}/statement`));
  expect(mails).toHaveLength(1);
  expect(mails[0]?.to).toContain('priya@raman.example');
  expect(mails[0]?.text).toContain('Kontoauszug');
  expect((await office.get('/office/customers/10318')).html).toContain('statement of the account');
});

test('nobody gets a statement who may not read it, or while the portal is closed', async () => {
  const { org, office, contact } = await shop();
  await world.as(org.id, (tx) =>
    tx
      .updateTable('contacts')
      .set({ permissions: JSON.stringify({ invoices: 'none' }) })
      .where('org_id', '=', org.id)
      .where('id', '=', contact.id)
      .execute(),
  );
  const refused = await send(office);
  expect(refused.status).toBe(409);
  expect(refused.html).toContain('may not see invoices');
  const closed = await shop({ portal_open: false });
  expect((await send(closed.office)).status).toBe(409);
});
