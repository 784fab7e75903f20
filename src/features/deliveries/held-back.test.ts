import { beforeEach, describe, expect, test } from 'vitest';
import { linkSharer } from '../../../test/link-sharer.ts';
import { postOffice, runTasks } from '../../../test/post.ts';
import { MORNING, openWorld } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { UnfilledTag } from '../../platform/letters/index.ts';
import { disableLink, findLinkById, refreshLink } from '../links/index.ts';
import { MOST_SMS_A_DAY } from './delivery.ts';
import { queueDelivery, type NewDelivery, type Recipient } from './queue-delivery.ts';

const world = await openWorld();
const { org, customer, shareLink, row } = await linkSharer(world);
const office = system(org.id, 'test');

let post = postOffice(world);
beforeEach(async () => {
  world.clock.now = MORNING;
  post = postOffice(world);
  await runTasks(world, postOffice(world).services);
});

describe('a message is held back', () => {
  test.each(['disabled', 'archived'] as const)('when its link was %s meanwhile', async (how) => {
    const other = await world.customer(org);
    const theirs = await world.contact(other, {});
    const { id, link } = await shareLink(theirs, { org, customer: other });
    await world.as(org.id, async (tx) => {
      if (how === 'archived') {
        await tx
          .updateTable('contacts')
          .set({ archived_at: MORNING })
          .where('org_id', '=', org.id)
          .where('id', '=', theirs.id)
          .execute();
        return;
      }
      await disableLink(tx, office, link, MORNING);
    });
    await runTasks(world, post.services);
    expect(post.mails).toEqual([]);
    expect(await row(id)).toMatchObject({
      state: 'suppressed',
      reason: how === 'archived' ? 'deliveries.reason-archived' : 'deliveries.reason-secret-ended',
    });
  });

  test('never for a refreshed link: the fresh one is sent', async () => {
    const { id, link } = await shareLink();
    await world.as(org.id, async (tx) => {
      const now = await findLinkById(tx, office, link.id);
      if (now) await refreshLink(tx, office, org, now, MORNING);
    });
    await runTasks(world, post.services);
    const token = /\/l\/([\w-]{43})/u.exec(post.mails[0]?.text ?? '')?.[1] ?? '';
    expect((await world.browser().get(`/l/${token}`)).status).toBe(303);
    expect((await row(id)).secret_generation).toBe(link.generation + 1);
  });

  test('when what it says has ended', async () => {
    const { id, link } = await shareLink();
    world.clock.now = link.expires_at;
    await runTasks(world, post.services);
    expect(await row(id)).toMatchObject({ state: 'failed', reason: 'deliveries.reason-too-late' });
    expect(post.mails).toEqual([]);
  });

  test.each([
    ['+4915112345678', 'deliveries.reason-country'],
    ['+449098790000', 'deliveries.reason-number-kind'],
  ])('when its number is %s', async (phone, reason) => {
    const theirs = await world.contact(customer, { phone });
    const { id } = await shareLink(theirs);
    await runTasks(world, post.services);
    expect(await row(id)).toMatchObject({ state: 'suppressed', reason });
    expect(post.texts).toEqual([]);
  });

  test('when its number has had enough within a day', async () => {
    const theirs = await world.contact(customer, { phone: '+447700900777' });
    for (let count = 0; count < MOST_SMS_A_DAY; count += 1) await shareLink(theirs);
    await runTasks(world, post.services);
    expect(post.texts).toHaveLength(MOST_SMS_A_DAY);
    const { id } = await shareLink(theirs);
    await runTasks(world, post.services);
    expect(await row(id)).toMatchObject({ state: 'suppressed', reason: 'deliveries.reason-too-many' });
    world.clock.now = MORNING.add({ hours: 25 });
    const next = await shareLink(theirs);
    await runTasks(world, post.services);
    expect((await row(next.id)).state).toBe('sent');
  });
});

describe('a text message', () => {
  test('is one segment of the plain alphabet, with the link whole', async () => {
    const theirs = await world.contact(customer, { phone: '+447700900123' });
    await shareLink(theirs);
    await runTasks(world, post.services);
    expect(post.texts).toHaveLength(1);
    expect(post.texts[0]).toMatchObject({ to: '+447700900123' });
    expect(post.texts[0]?.text).toMatch(/^Harbour & Hill Property Care: .* http:\/\/doorstep\.test\/l\/[\w-]{43}$/u);
  });
});

describe('a template', () => {
  const to: Recipient = { channel: 'email', address: 'a@b.example', name: null };
  const message: NewDelivery = {
    kind: 'portal_link',
    language: 'en-GB',
    subject: 'Hello {{name}}',
    blocks: [{ kind: 'text', text: 'Open {{portal_link}}' }],
    values: { name: 'Priya' },
    secret: { kind: 'link', id: crypto.randomUUID() },
    notAfter: null,
  };
  const queue = (change: Partial<NewDelivery>) =>
    world.as(org.id, (tx) => queueDelivery(tx, office, to, { ...message, ...change }, MORNING));

  test('with a tag that nothing fills is refused, naming the tag', async () => {
    await expect(queue({ values: {} })).rejects.toThrow(new UnfilledTag('name'));
    await expect(queue({ secret: null })).rejects.toThrow(new UnfilledTag('portal_link'));
    await expect(queue({ blocks: [{ kind: 'text', text: '{{pin}}' }] })).rejects.toThrow(new UnfilledTag('pin'));
  });

  test('with a secret in its subject is refused: subjects show on locked screens', async () => {
    await expect(queue({ subject: 'Open {{portal_link}}' })).rejects.toThrow(new UnfilledTag('portal_link'));
  });

  test('never lets a value become a link', async () => {
    const named = await world.contact(customer, { first_name: '{{portal_link}}', last_name: '{{7*7}}' });
    await shareLink(named);
    await runTasks(world, post.services);
    expect(post.mails[0]?.text).toContain('Dear {{portal_link}} {{7*7}},');
  });
});
