import { expect, test } from 'vitest';
import { tasks } from '../../background.ts';
import { gate, system } from '../../kernel/actor.ts';
import { runDueTasks } from '../../platform/tasks/index.ts';
import { openWorld } from '../../../test/world.ts';
import { record } from '../audit/index.ts';
import { deadPinsChore, morning } from './index.ts';

const world = await openWorld();
const org = await world.org();
const agent = await world.staff(org, { role: 'agent', name: 'Sam Abara' });
const manager = await world.staff(org, { role: 'manager' });
const viewer = await world.staff(org, { role: 'viewer' });
const desk = await world.signInStaff(org, agent);
const priya = await world.customer(org, { name: 'Priya Raman', number: '10318' });
const contact = await world.contact(priya);

const work = () => runDueTasks({ database: world.fresh.app, tasks, services: world.services, log: world.services.log });

/** A customer's message arrives, as its feature tells it. */
const message = (threadId = priya.id) =>
  world.as(org.id, (tx) =>
    record(tx, { ...gate(org.id) }, 'message.received', {
      now: world.clock.now,
      customerId: priya.id,
      subject: { kind: 'thread', id: threadId },
    }),
  );
const notices = (staffId: string) =>
  world.rows<{ id: string; kind: string; times: number; read_at: unknown }>(
    org,
    `select id, kind, times, read_at from staff_notices where staff_id = '${staffId}' order by first_at, id`,
  );

test('what follows from an event is done once, however often its task runs', async () => {
  await message();
  const events = await world.rows<{ id: string }>(org, `select id from events where name = 'message.received'`);
  await work();
  await world.as(org.id, async (tx) => {
    const { addTask } = await import('../../platform/tasks/index.ts');
    for (const event of events) await addTask(tx, 'react', { org_id: org.id, event_id: event.id });
  });
  await work();
  expect(await notices(agent.id)).toMatchObject([{ kind: 'message', times: 1 }]);
});

test('an event that is rolled back has nothing following it', async () => {
  const before = await notices(agent.id);
  await world
    .as(org.id, async (tx) => {
      await record(tx, system(org.id, 'test'), 'message.received', { now: world.clock.now, customerId: priya.id });
      throw new Error('taken back');
    })
    .catch(() => undefined);
  await work();
  expect(await notices(agent.id)).toEqual(before);
});

test('unread notices of one kind and customer are one line that counts, and the bell says how many lines', async () => {
  await message();
  await message();
  await work();
  const page = await desk.get('/office/notices');
  expect(page.html).toContain('3 messages from Priya Raman');
  expect(page.html).toContain('<span class="vh">1 unread</span>');
});

test('opening a notice leads to the thing and marks it read; a later one begins a new line', async () => {
  const [first] = await notices(agent.id);
  const opened = await desk.get(`/office/notices/${first?.id}`);
  expect(opened.location).toBe(`/office/messages/${priya.id}`);
  expect((await desk.get('/office/notices')).html).toContain('Nothing new');
  await message();
  await work();
  expect(await notices(agent.id)).toHaveLength(2);
});

test('all are read at once, and that can be taken back once', async () => {
  const page = await desk.arrive(await desk.post('/office/notices/read'));
  expect(page.html).toContain('One notice is marked as read.');
  const [, undo = ''] = /action="(\/office\/undo\/[^"]+)"/.exec(page.html) ?? [];
  expect((await desk.arrive(await desk.post(undo))).html).toContain('The notice is unread again.');
  expect((await desk.post(undo)).status).toBe(409);
  const other = await world.signInStaff(org, manager);
  expect((await other.post(undo)).status).toBe(404);
});

test('a role hears only of what it may do something about', async () => {
  expect(await notices(viewer.id)).toEqual([]);
  await world.as(org.id, (tx) => record(tx, gate(org.id), 'sign_in.braked', { now: world.clock.now }));
  await work();
  expect((await notices(agent.id)).map((one) => one.kind)).not.toContain('braked');
  expect((await notices(manager.id)).map((one) => one.kind)).toContain('braked');
});

test('who wants e-mail gets one for a new line and none for each that counts on; who wants nothing gets nothing', async () => {
  const marta = await world.customer(org, { name: 'Marta {{office_url}} Ledger' });
  await desk.post('/office/notices/choices', { message: 'email', details: 'none', braked: 'email' });
  const received = () =>
    world.as(org.id, (tx) =>
      record(tx, gate(org.id), 'message.received', {
        now: world.clock.now,
        customerId: marta.id,
        subject: { kind: 'thread', id: marta.id },
      }),
    );
  await received();
  await received();
  await world.as(org.id, (tx) =>
    record(
      tx,
      { kind: 'contact', contactId: contact.id, orgId: org.id, name: 'Priya Raman' } as never,
      'contact.changed',
      { now: world.clock.now, customerId: priya.id, data: { fields: 'email,phone' } },
    ),
  );
  await work();
  const mails = await world.rows<{ recipient: string; merge_values: { subject: string } }>(
    org,
    `select recipient, merge_values from deliveries where kind = 'staff_notice'`,
  );
  expect(mails).toMatchObject([
    { recipient: agent.email, merge_values: { subject: 'A message from Marta {{office_url}} Ledger' } },
  ]);
  expect((await notices(agent.id)).map((one) => one.kind)).not.toContain('details');
  const other = await world.signInStaff(org, manager);
  expect((await other.get('/office/notices')).html).toContain(
    'Priya Raman changed the e-mail address, the phone number',
  );
});

test('the morning tells once of what became overdue, and sends the summaries', async () => {
  await world.invoice(priya, { due_on: Temporal.PlainDate.from('2026-11-22') });
  await desk.post('/office/notices/choices', { overdue: 'daily' });
  const today = Temporal.PlainDate.from('2026-11-23');
  await morning(world.services, system(org.id, 'notices'), today);
  await morning(world.services, system(org.id, 'notices'), today);
  expect((await notices(agent.id)).filter((one) => one.kind === 'overdue')).toMatchObject([{ times: 1 }]);
  const mails = await world.rows<{ merge_values: { subject: string } }>(
    org,
    `select merge_values from deliveries where merge_values ->> 'subject' like '%this morning'`,
  );
  expect(mails).toMatchObject([{ merge_values: { subject: 'One thing to look at this morning' } }]);
});

test('a PIN that died of wrong tries is told of once', async () => {
  await world.as(org.id, (tx) =>
    tx
      .insertInto('contact_pins')
      .values({
        org_id: org.id,
        contact_id: contact.id,
        pin_hash: 'x',
        fails: 5,
        fails_since: world.clock.now,
        set_at: world.clock.now,
        set_by: 'staff',
      })
      .execute(),
  );
  await deadPinsChore.run(world.services);
  await deadPinsChore.run(world.services);
  expect((await notices(manager.id)).filter((one) => one.kind === 'pin_dead')).toMatchObject([{ times: 1 }]);
});

test('notices of 90 days ago are gone', async () => {
  await world.as(org.id, (tx) =>
    tx
      .updateTable('staff_notices')
      .set({ last_at: world.clock.now.subtract({ hours: 24 * 91 }) })
      .where('org_id', '=', org.id)
      .execute(),
  );
  await morning(world.services, system(org.id, 'notices'), Temporal.PlainDate.from('2026-11-24'));
  expect((await notices(manager.id)).filter((one) => one.kind === 'braked')).toEqual([]);
});
