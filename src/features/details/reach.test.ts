import { describe, expect, test } from 'vitest';
import { officeWith } from '../../../test/office-people.ts';
import { postOffice, runTasks } from '../../../test/post.ts';
import { MORNING, openWorld } from '../../../test/world.ts';
import { linkToken, sixDigits } from '../../platform/crypto/index.ts';

const world = await openWorld();

async function person() {
  const { org, member } = await officeWith(world);
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { is_main: true, phone: '+447700900318' });
  const visitor = await world.signInContact(org, contact);
  const details = `/${org.slug}/details`;
  const changes = () =>
    world.rows<{ id: string; cancelled_at: unknown; confirmed_at: unknown }>(
      org,
      `select id, cancelled_at, confirmed_at from reach_changes where org_id = '${org.id}' order by created_at, id`,
    );
  const reach = async () => {
    const [row] = await world.rows<{ email: string; phone: string }>(
      org,
      `select email, phone from contacts where id = '${contact.id}'`,
    );
    return row;
  };
  const ask = async (part: 'email' | 'phone', address: string, key: string = crypto.randomUUID()) => {
    const answer = await visitor.post(`${details}/${part}`, { address, key });
    const id = (await changes()).at(-1)?.id ?? '';
    return { answer, id };
  };
  return { org, member, customer, contact, visitor, details, changes, reach, ask };
}

const token = (deed: 'confirm' | 'stop', id: string) => linkToken(world.services.keys, `reach-${deed}`, id, 1);
const confirmPath = (id: string) => `/confirm-address/${token('confirm', id)}`;
const stopPath = (id: string) => `/stop-change/${token('stop', id)}`;
const code = (id: string) => sixDigits(world.services.keys, 'reach-code', id, 1);

describe('a new e-mail address', () => {
  test('counts once its reader confirmed it, and the old one is warned', async () => {
    const { org, member, customer, contact, visitor, details, reach, ask } = await person();
    const { answer, id } = await ask('email', 'Priya@New.example');
    expect(answer.location).toBe(details);
    expect((await visitor.arrive(answer)).html).toContain('We wrote to priya@new.example');
    expect((await visitor.get(details)).html).toContain('Keep the old one');
    const post = postOffice(world);
    await runTasks(world, post.services);
    const [first, second] = post.mails.toSorted((a, b) => a.subject.localeCompare(b.subject));
    expect(first?.subject).toBe(`Confirm your new e-mail address for ${org.name}`);
    expect(JSON.stringify(first)).toContain('priya@new.example');
    expect(first?.text).toContain(confirmPath(id));
    expect(JSON.stringify(second?.to)).toContain(contact.email);
    expect(second?.text).toContain(stopPath(id));
    expect(second?.text).toContain('p•••@n•••.example');
    expect(second?.text).not.toContain('priya@new.example');
    const stored = await world.rows(org, `select blocks::text, merge_values::text, subject from deliveries`);
    expect(JSON.stringify(stored)).not.toContain(token('confirm', id));
    // Looking changes nothing.
    const reader = world.browser();
    expect((await reader.get(confirmPath(id))).html).toContain('Is this your new e-mail address?');
    expect(await reach()).toMatchObject({ email: contact.email });
    const desk = await world.signInStaff(org, member);
    const ownPage = `/office/customers/${customer.number}/contacts/${contact.id}`;
    for (const page of [`/office/customers/${customer.number}`, ownPage])
      expect((await desk.get(page)).html).toContain('wants to be reached at');
    const answers = await Promise.all([1, 2, 3].map(() => reader.post(confirmPath(id))));
    expect(answers.filter(({ html }) => html.includes('is saved'))).toHaveLength(1);
    expect(await reach()).toMatchObject({ email: 'priya@new.example' });
    expect((await desk.get(ownPage)).html).toContain(`<b>${contact.email}</b> → <b>priya@new.example</b>`);
    const record = (await desk.get(`/office/customers/${customer.number}`)).html;
    expect(record).not.toContain('wants to be reached at');
    expect(record).toContain('priya@new.example');
    expect(await world.rows(org, `select id from detail_changes where field = 'email'`)).toHaveLength(1);
    for (const path of [confirmPath(id), stopPath(id)]) expect((await reader.get(path)).html).toContain('has ended');
  });

  test('asks first who sits there', async () => {
    const { org, contact, customer, details } = await person();
    const byLink = await world.openLink(org, { kind: 'contact', customerId: customer.id, contactId: contact.id });
    expect((await byLink.get(`${details}/email`)).location).toContain(`/${org.slug}/confirm?for=email`);
    await byLink.post(`${details}/phone`, { address: '+447700900999', key: crypto.randomUUID() });
    await byLink.post(`${details}/email`, { address: 'thief@example.org', key: crypto.randomUUID() });
    expect(await world.rows(org, `select id from reach_changes where org_id = '${org.id}'`)).toEqual([]);
  });

  test('is stopped from the old one, which signs everybody out', async () => {
    const { org, member, visitor, details, reach, ask, contact } = await person();
    const { id } = await ask('email', 'thief@example.org');
    const owner = world.browser();
    expect((await owner.get(stopPath(id))).html).toContain('Stop this change?');
    expect((await visitor.get(details)).status).toBe(200);
    expect((await owner.post(stopPath(id))).html).toContain('The change is stopped');
    expect((await visitor.get(details)).location).toContain(`/${org.slug}/sign-in`);
    const late = await owner.post(confirmPath(id));
    expect(late.html).toContain('has ended');
    expect(await reach()).toMatchObject({ email: contact.email });
    await runTasks(world);
    const desk = await world.signInStaff(org, member);
    expect((await desk.get('/office/notices')).html).toContain('was stopped from the old address of');
  });

  test('waits for a day, is replaced by a newer one, and is given up by its person or the office', async () => {
    const { org, member, customer, contact, visitor, details, changes, reach, ask } = await person();
    const reader = world.browser();
    const { id: first } = await ask('email', 'one@example.org');
    const { id: second } = await ask('email', 'two@example.org');
    expect((await reader.get(confirmPath(first))).html).toContain('has ended');
    expect((await visitor.post(`${details}/changes/${second}/cancellation`)).location).toBe(details);
    expect((await reader.post(confirmPath(second))).html).toContain('has ended');
    const { id: third } = await ask('email', 'three@example.org');
    const desk = await world.signInStaff(org, member);
    const cancel = `/office/customers/${customer.number}/changes/${third}/cancellation`;
    expect((await desk.post(cancel)).status).toBe(303);
    expect((await desk.post(cancel)).status).toBe(303);
    const { id: fourth } = await ask('email', 'four@example.org');
    world.clock.now = MORNING.add({ hours: 24 });
    expect((await reader.post(confirmPath(fourth))).html).toContain('has ended');
    world.clock.now = MORNING;
    expect(await reach()).toMatchObject({ email: contact.email });
    expect((await changes()).filter((one) => one.cancelled_at === null)).toHaveLength(1);
  });

  test('that the office changed meanwhile is not changed over its head', async () => {
    const { org, contact, reach, ask } = await person();
    const { id } = await ask('email', 'new@example.org');
    await world.as(org.id, (tx) =>
      tx
        .updateTable('contacts')
        .set({ email: 'office@example.org' })
        .where('org_id', '=', org.id)
        .where('id', '=', contact.id)
        .execute(),
    );
    expect((await world.browser().post(confirmPath(id))).html).toContain('has ended');
    expect(await reach()).toMatchObject({ email: 'office@example.org' });
  });

  test('is asked for once by a form sent twice, five times a day, and never the present one', async () => {
    const { contact, visitor, details, changes, ask } = await person();
    const key = crypto.randomUUID();
    await Promise.all([ask('email', 'twice@example.org', key), ask('email', 'twice@example.org', key)]);
    expect(await changes()).toHaveLength(1);
    for (const wrong of ['', 'nobody', `${'x'.repeat(243)}@example.org`, contact.email ?? ''])
      expect((await visitor.post(`${details}/email`, { address: wrong, key })).status, wrong).toBe(422);
    const most = `${'x'.repeat(242)}@example.org`;
    expect((await visitor.post(`${details}/email`, { address: most, key })).status).toBe(303);
    for (const n of [3, 4, 5]) expect((await ask('email', `${n}@example.org`)).answer.status).toBe(303);
    const over = (await ask('email', '6@example.org')).answer;
    expect(over.html).toContain('fifth change today');
  });

  test('says the same whether or not it is somebody else’s', async () => {
    const { org, ask } = await person();
    const other = await world.contact(await world.customer(org), { email: 'taken@example.org' });
    const taken = await ask('email', other.email ?? '');
    const free = await ask('email', 'fresh@example.org');
    expect([taken.answer.status, taken.answer.location]).toEqual([free.answer.status, free.answer.location]);
  });

  test('of another person is nobody’s to give up, and no token of another kind confirms it', async () => {
    const { details, visitor, changes } = await person();
    const theirs = await person();
    const { id } = await theirs.ask('email', 'new@example.org');
    expect((await visitor.post(`${details}/changes/${id}/cancellation`)).status).toBe(404);
    const desk = await world.signInStaff(theirs.org, theirs.member);
    const other = await world.customer(theirs.org);
    expect((await desk.post(`/office/customers/${other.number}/changes/${id}/cancellation`)).status).toBe(404);
    const reader = world.browser();
    for (const bad of [token('stop', id), token('confirm', crypto.randomUUID()), 'x'])
      expect((await reader.post(`/confirm-address/${bad}`)).html).toContain('has ended');
    expect(await changes()).toEqual([]);
    expect(await theirs.reach()).toMatchObject({ email: theirs.contact.email });
  });
});

describe('a new phone number', () => {
  test('counts once the PIN that went there was typed, within five tries', async () => {
    const { contact, visitor, details, reach, ask } = await person();
    const { answer, id } = await ask('phone', '07700 900555');
    expect(answer.location).toBe(`${details}/phone-code`);
    const post = postOffice(world);
    await runTasks(world, post.services);
    expect(post.texts.map(({ to }) => to).toSorted()).toEqual(['+447700900318', '+447700900555']);
    expect(post.texts.find(({ to }) => to === '+447700900555')?.text).toContain(code(id));
    // The link of an e-mail address does not confirm a number.
    expect((await world.browser().post(confirmPath(id))).html).toContain('has ended');
    const wrong = code(id) === '000000' ? '000001' : '000000';
    expect((await visitor.post(`${details}/phone-code`, { code: wrong })).status).toBe(422);
    expect(await reach()).toMatchObject({ phone: contact.phone });
    expect((await visitor.post(`${details}/phone-code`, { code: code(id) })).location).toBe(details);
    expect(await reach()).toMatchObject({ phone: '+447700900555' });
    const { id: again } = await ask('phone', '07700 900556');
    const tries = Array.from({ length: 5 }, () => visitor.post(`${details}/phone-code`, { code: 'x'.repeat(6) }));
    await Promise.all(tries);
    const bad = code(again) === '000000' ? '000001' : '000000';
    await Promise.all(Array.from({ length: 5 }, () => visitor.post(`${details}/phone-code`, { code: bad })));
    expect((await visitor.post(`${details}/phone-code`, { code: code(again) })).status).toBe(422);
    expect(await reach()).toMatchObject({ phone: '+447700900555' });
  });
});
