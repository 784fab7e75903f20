import { beforeEach, describe, expect, test } from 'vitest';
import { linkSharer } from '../../../test/link-sharer.ts';
import { hurryTasks, postOffice, runTasks } from '../../../test/post.ts';
import { MORNING, openWorld } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { withClient } from '../../platform/db/connection.ts';
import { secretsOf } from '../../secrets.ts';
import { enableLink, sendLink } from '../links/index.ts';
import { CLAIM_MINUTES, MOST_TRIES } from './delivery.ts';
import { sendDelivery } from './send-delivery.ts';

const world = await openWorld();
const { org, customer, shareLink, row } = await linkSharer(world);
const office = system(org.id, 'test');

let post = postOffice(world);
beforeEach(async () => {
  world.clock.now = MORNING;
  post = postOffice(world);
  await runTasks(world, postOffice(world).services);
});

const send = (id: string) =>
  sendDelivery({ services: post.services, resolveSecret: secretsOf(post.services) }, office, id);

describe('a message', () => {
  test('is sent once to its one recipient, in the org’s name, with a link that opens the portal', async () => {
    const { id } = await shareLink();
    await runTasks(world, post.services);
    await runTasks(world, post.services);
    expect(post.mails).toHaveLength(1);
    const [mail] = post.mails;
    expect(mail).toMatchObject({
      id,
      to: 'priya@raman.example',
      from_name: 'Harbour & Hill Property Care',
      reply_to: 'hello@harbourandhill.example',
      subject: 'Your page at Harbour & Hill Property Care',
    });
    const [, token = ''] = /\/l\/([\w-]{43})/u.exec(mail?.text ?? '') ?? [];
    expect(mail?.html).toContain(`/l/${token}`);
    const opened = await world.browser().get(`/l/${token}`);
    expect(opened).toMatchObject({ status: 303, location: `/${org.slug}` });
    expect(await row(id)).toMatchObject({
      state: 'sent',
      attempts: 1,
      maybe_sent: false,
      provider_answer: '250 queued',
    });
  });

  test('never stands in the database with its link, before or after it is sent', async () => {
    const { id } = await shareLink();
    const before = await wholeDatabase();
    await runTasks(world, post.services);
    const token = /\/l\/([\w-]{43})/u.exec(post.mails[0]?.text ?? '')?.[1] ?? '';
    expect(token).toHaveLength(43);
    expect((await row(id)).state).toBe('sent');
    for (const dump of [before, await wholeDatabase()]) {
      expect(dump).toContain(id);
      expect(dump).not.toContain(token);
    }
  });

  test('of a transaction that is rolled back is never sent', async () => {
    const link = await world.as(org.id, (tx) =>
      enableLink(tx, office, org, { kind: 'customer', customerId: customer.id }, world.clock.now),
    );
    const lost = world.as(org.id, async (tx) => {
      await sendLink(tx, office, org, link, { kind: 'portal_link', now: world.clock.now });
      throw new Error('changed my mind');
    });
    await expect(lost).rejects.toThrow('changed my mind');
    await runTasks(world, post.services);
    expect(post.mails).toEqual([]);
  });

  test('that twenty workers are after at once is sent once', async () => {
    const { id } = await shareLink();
    await Promise.all(Array.from({ length: 20 }, () => send(id)));
    expect(post.mails).toHaveLength(1);
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  test('whose sender was killed halfway is sent again under the same id, and says that it may have come twice', async () => {
    const { id } = await shareLink();
    const killed = new Error('killed');
    const dies = {
      ...post.services,
      senders: { ...post.services.senders, mail: { send: () => Promise.reject(killed), close: () => {} } },
    };
    await expect(sendDelivery({ services: dies, resolveSecret: secretsOf(dies) }, office, id)).rejects.toThrow(killed);
    expect(await row(id)).toMatchObject({ state: 'sending', attempts: 1 });
    await send(id);
    expect(post.mails).toEqual([]);
    world.clock.now = MORNING.add({ minutes: CLAIM_MINUTES });
    await hurryTasks(world);
    await runTasks(world, post.services);
    expect(post.mails.map((mail) => mail.id)).toEqual([id]);
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 2, maybe_sent: true });
  });

  test('that was overtaken while it was slow changes nothing any more', async () => {
    const { id } = await shareLink();
    const held = Promise.withResolvers<{ outcome: 'permanent'; answer: string }>();
    const slow = {
      ...post.services,
      senders: { ...post.services.senders, mail: { send: () => held.promise, close: () => {} } },
    };
    const first = sendDelivery({ services: slow, resolveSecret: secretsOf(slow) }, office, id);
    while ((await row(id)).state !== 'sending') await Promise.resolve();
    world.clock.now = MORNING.add({ minutes: CLAIM_MINUTES });
    await send(id);
    held.resolve({ outcome: 'permanent', answer: 'too late' });
    await first;
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 2, provider_answer: '250 queued' });
  });
});

describe('a failed try', () => {
  test('that may pass is tried again later, and the answer is kept meanwhile', async () => {
    const { id } = await shareLink();
    post.answers.push({ outcome: 'temporary', answer: '451 busy' });
    await send(id);
    expect(await row(id)).toMatchObject({ state: 'queued', attempts: 1, provider_answer: '451 busy' });
    expect((await row(id)).due_at.toString()).toBe(MORNING.add({ minutes: 1 }).toString());
    await hurryTasks(world);
    await runTasks(world, post.services);
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 2, provider_answer: '250 queued' });
    expect(post.mails).toHaveLength(2);
  });

  test('that can’t pass ends it, and staff may try again', async () => {
    const { id } = await shareLink();
    post.answers.push({ outcome: 'permanent', answer: '550 no such mailbox' });
    await runTasks(world, post.services);
    expect(await row(id)).toMatchObject({ state: 'failed', reason: 'deliveries.reason-refused' });
    const jo = await world.staff(org, { role: 'agent' });
    const browser = post.browser();
    browser.cookies.set(...(await officeCookie(jo)));
    expect((await browser.get(`/office/deliveries/${id}`)).html).toContain('550 no such mailbox');
    const answer = await browser.post(`/office/deliveries/${id}/retry`);
    expect(answer.location).toBe(`/office/deliveries/${id}`);
    expect((await browser.post(`/office/deliveries/${id}/retry`)).status).toBe(409);
    await runTasks(world, post.services);
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 1, reason: null });
  });

  test('is given up after two days', async () => {
    const { id } = await shareLink();
    post.answers.push(
      ...Array.from({ length: MOST_TRIES }, () => ({ outcome: 'temporary' as const, answer: '421 later' })),
    );
    for (let tries = 0; tries < MOST_TRIES; tries += 1) await send(id);
    expect(await row(id)).toMatchObject({ state: 'failed', attempts: MOST_TRIES, reason: 'deliveries.reason-gave-up' });
  });

  test('of which nobody knows whether it arrived is tried again and named', async () => {
    const { id } = await shareLink();
    post.answers.push({ outcome: 'unsure', answer: 'connection lost' });
    await send(id);
    expect(await row(id)).toMatchObject({ state: 'queued', maybe_sent: true });
    await send(id);
    expect(await row(id)).toMatchObject({ state: 'sent', maybe_sent: true });
  });

  test('keeps no link that the provider quoted', async () => {
    const { id, link } = await shareLink();
    const secret = await world.as(org.id, (tx) =>
      secretsOf(post.services)(tx, office, { kind: 'link', id: link.id, generation: null }),
    );
    const url = Object.values(secret?.values ?? {})
      .map((value) => (value.kind === 'link' ? value.url : ''))
      .join('');
    post.answers.push({ outcome: 'permanent', answer: `554 spam: ${url}` });
    await send(id);
    expect((await row(id)).provider_answer).toBe('554 spam: http://doorstep.test/l/••••••');
  });
});

async function officeCookie(member: Awaited<ReturnType<typeof world.staff>>): Promise<[string, string]> {
  const browser = await world.signInStaff(org, member);
  const [cookie] = browser.cookies;
  if (!cookie) throw new Error('no session');
  return cookie;
}

/** Every value of every table, as text. */
async function wholeDatabase(): Promise<string> {
  return withClient(world.fresh.admin, { name: 'test' }, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const dumps = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`select string_agg(t::text, ' ') as text from ${name} t`);
      dumps.push(rows[0]?.text ?? '');
    }
    return dumps.join('\n');
  });
}
