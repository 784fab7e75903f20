import { describe, expect, test } from 'vitest';
import { htmlValidator } from '../../../test/html-rules.ts';
import { postOffice, runTasks } from '../../../test/post.ts';
import { MORNING, openWorld, type Org, type StaffMember } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { enableLink, sendLink } from '../links/index.ts';
import { PAGE_SIZE } from './queries.ts';
import { queueNotice, type Notice } from '../letters/notices.ts';
import type { Recipient } from '../deliveries/queue-delivery.ts';

const world = await openWorld();

async function office() {
  const org = await world.org();
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { email: 'priya@raman.example', phone: '+447700900123' });
  const actor = system(org.id, 'test');
  const queue = (notice: Notice, to: Recipient) =>
    world.as(org.id, (tx) => queueNotice(tx, actor, org, notice, to, world.clock.now));
  const shareBy = (channel: 'email' | 'sms') =>
    world.as(org.id, async (tx) => {
      const subject = { kind: 'contact' as const, customerId: customer.id, contactId: contact.id };
      const link = await enableLink(tx, actor, org, subject, MORNING);
      await sendLink(tx, actor, org, link, { kind: 'portal_link', channel, now: MORNING });
      const { id } = await tx
        .selectFrom('deliveries')
        .select('id')
        .where('org_id', '=', org.id)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
      return id;
    });
  return { org, customer, contact, queue, shareBy };
}

async function staffBrowser(org: Org, role: StaffMember['role']) {
  return world.signInStaff(org, await world.staff(org, { role }));
}

const tokenIn = (html: string): string => /\/l\/([\w-]{43})/u.exec(html)?.[1] ?? '';

describe('while nothing sends messages', () => {
  test('every message is kept, the page says so, and its link works from there', async () => {
    const { org, shareBy } = await office();
    const id = await shareBy('email');
    await runTasks(world);
    const jo = await staffBrowser(org, 'agent');
    const list = await jo.get('/office/deliveries');
    expect(list.html).toContain('Nothing leaves the house yet');
    expect(list.html).toContain('Kept in the mailbox');
    expect(list.html).toContain(`/office/deliveries/${id}`);
    const page = await jo.get(`/office/deliveries/${id}`);
    expect(page.html).toContain('Dear Priya Raman,');
    const token = tokenIn(page.html);
    expect(page.html).toContain(`<a href="http://doorstep.test/l/${token}">`);
    expect((await world.browser().get(`/l/${token}`)).location).toBe(`/${org.slug}`);
  });

  test('the mail is shown in a frame that runs nothing and reaches nothing', async () => {
    const { org, shareBy } = await office();
    const id = await shareBy('email');
    const jo = await staffBrowser(org, 'agent');
    const frame = await jo.get(`/office/deliveries/${id}/preview`);
    expect(frame.status).toBe(200);
    const policy = frame.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).toMatch(/sandbox allow-popups allow-popups-to-escape-sandbox$/u);
    expect(policy).not.toContain('script');
    expect(tokenIn(frame.html)).toHaveLength(43);
    const page = await jo.get(`/office/deliveries/${id}`);
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'");
  });

  test('a text message is shown as a bubble, with how many it counts as, and has no preview', async () => {
    const { org, shareBy } = await office();
    const id = await shareBy('sms');
    const jo = await staffBrowser(org, 'agent');
    const page = await jo.get(`/office/deliveries/${id}`);
    expect(page.html).toContain('class="sms"');
    expect(page.html).toMatch(/\d text messages?, \d+ characters/u);
    expect((await jo.get(`/office/deliveries/${id}/preview`)).status).toBe(404);
  });

  test('who may only look sees the message without what opens it', async () => {
    const { org, shareBy } = await office();
    const id = await shareBy('email');
    const viewer = await staffBrowser(org, 'viewer');
    for (const path of [`/office/deliveries/${id}`, `/office/deliveries/${id}/preview`]) {
      const { html } = await viewer.get(path);
      expect(html).toContain('Dear Priya Raman,');
      expect(tokenIn(html)).toBe('');
    }
    const { html } = await viewer.get(`/office/deliveries/${id}`);
    expect(html).toContain('http://doorstep.test/l/••••••');
    expect(html).toContain('shown to those who may share links');
    expect((await viewer.post(`/office/deliveries/${id}/retry`)).status).toBe(404);
  });

  test('a kept message can’t be sent until something sends, and then it can', async () => {
    const { org, shareBy } = await office();
    const id = await shareBy('email');
    await runTasks(world);
    const jo = await staffBrowser(org, 'agent');
    expect((await jo.post(`/office/deliveries/${id}/retry`)).status).toBe(409);
    const post = postOffice(world);
    const later = post.browser();
    for (const [name, value] of jo.cookies) later.cookies.set(name, value);
    expect((await later.get(`/office/deliveries/${id}`)).html).toContain('Send it now');
    expect((await later.post(`/office/deliveries/${id}/retry`)).status).toBe(303);
    await runTasks(world, post.services);
    expect(post.mails.map((mail) => mail.id)).toEqual([id]);
  });
});

test('once something sends messages, links and codes are hidden from everybody', async () => {
  const { org, queue, contact, customer } = await office();
  const post = postOffice(world);
  const request = await world.as(org.id, (tx) =>
    tx
      .insertInto('sign_in_requests')
      .values({
        org_id: org.id,
        identifier_kind: 'email',
        identifier: 'priya@raman.example',
        browser_hash: Buffer.alloc(32),
        created_at: MORNING,
        expires_at: MORNING.add({ minutes: 15 }),
      })
      .returning(['id', 'expires_at'])
      .executeTakeFirstOrThrow(),
  );
  const to: Recipient = {
    channel: 'email',
    address: 'priya@raman.example',
    name: null,
    customerId: customer.id,
    contactId: contact.id,
  };
  const id = await queue({ kind: 'sign_in', request }, to);
  await runTasks(world, post.services);
  const code = /\b\d{6}\b/u.exec(post.mails[0]?.text ?? '')?.[0] ?? '';
  expect(code).toHaveLength(6);
  const owner = post.browser();
  for (const [name, value] of (await staffBrowser(org, 'owner')).cookies) owner.cookies.set(name, value);
  for (const path of [`/office/deliveries/${id}`, `/office/deliveries/${id}/preview`]) {
    const { html } = await owner.get(path);
    expect(html).toContain('••••••');
    expect(html).not.toContain(code);
    expect(html).not.toMatch(/\/s\/[\w-]{43}/u);
  }
  expect((await owner.get('/office/deliveries')).html).not.toContain('leaves the house');
  expect((await owner.get(`/office/deliveries/${id}`)).html).toContain('only the recipient gets them');
});

describe('who sees a message', () => {
  test('to staff: only the owners, since it holds the way into the office', async () => {
    const { org, queue } = await office();
    const member = await world.staff(org, { role: 'owner', name: 'Olive Owner' });
    const link = await world.as(org.id, (tx) =>
      tx
        .insertInto('staff_links')
        .values({
          org_id: org.id,
          staff_id: member.id,
          purpose: 'reset',
          created_at: MORNING,
          expires_at: MORNING.add({ hours: 1 }),
        })
        .returning(['id', 'expires_at'])
        .executeTakeFirstOrThrow(),
    );
    const to: Recipient = { channel: 'email', address: member.email, name: member.name, staffId: member.id };
    const id = await queue({ kind: 'staff_reset', staffLink: link }, to);
    const owner = await staffBrowser(org, 'owner');
    expect((await owner.get('/office/deliveries')).html).toContain(id);
    expect((await owner.get(`/office/deliveries/${id}`)).html).toMatch(/\/office\/password\/[\w-]{43}/u);
    const manager = await staffBrowser(org, 'manager');
    expect((await manager.get('/office/deliveries')).html).not.toContain(id);
    for (const path of [`/office/deliveries/${id}`, `/office/deliveries/${id}/preview`]) {
      expect((await manager.get(path)).status).toBe(404);
    }
    expect((await manager.post(`/office/deliveries/${id}/retry`)).status).toBe(404);
  });

  test('of another org: nobody, and the answer is that of a missing one', async () => {
    const { shareBy } = await office();
    const id = await shareBy('email');
    const elsewhere = await staffBrowser(await world.org(), 'owner');
    const missing = await elsewhere.get(`/office/deliveries/${crypto.randomUUID()}`);
    const foreign = await elsewhere.get(`/office/deliveries/${id}`);
    expect([foreign.status, foreign.html]).toEqual([404, missing.html]);
    expect((await elsewhere.post(`/office/deliveries/${id}/retry`)).status).toBe(404);
    expect((await elsewhere.get('/office/deliveries')).html).not.toContain(id);
  });

  test('customers and strangers: never', async () => {
    const { org, contact, shareBy } = await office();
    const id = await shareBy('email');
    const stranger = await world.browser().get(`/office/deliveries/${id}`);
    expect(stranger.location).toContain('/office/sign-in');
    const customerBrowser = await world.signInContact(org, contact);
    expect((await customerBrowser.get(`/office/deliveries/${id}`)).location).toContain('/office/sign-in');
  });
});

describe('the list', () => {
  test('is narrowed by channel, state and customer, and unknown filters count as none', async () => {
    const { org, customer, shareBy } = await office();
    const [mail, text] = [await shareBy('email'), await shareBy('sms')];
    const jo = await staffBrowser(org, 'agent');
    const shown = async (query: string): Promise<boolean[]> => {
      const { html, status } = await jo.get(`/office/deliveries?${query}`);
      expect(status).toBe(200);
      return [html.includes(mail), html.includes(text)];
    };
    expect(await shown('channel=email')).toEqual([true, false]);
    expect(await shown('channel=sms&state=queued')).toEqual([false, true]);
    expect(await shown('state=failed')).toEqual([false, false]);
    expect(await shown(`customer=${customer.number}`)).toEqual([true, true]);
    expect(await shown('customer=nobody')).toEqual([false, false]);
    expect(await shown('channel=pigeon&state=lost&customer=%27&from=older_x_y')).toEqual([true, true]);
    expect(await shown(`from=older_9999-12-31T00:00:00Z_${crypto.randomUUID()}`)).toEqual([true, true]);
  });

  test('goes on page by page, each message once, and back again', async () => {
    const { org, shareBy } = await office();
    const ids = new Set<string>();
    for (let count = 0; count < PAGE_SIZE + 5; count += 1) ids.add(await shareBy('email'));
    const jo = await staffBrowser(org, 'agent');
    const idsIn = (html: string): string[] =>
      Array.from(html.matchAll(/href="\/office\/deliveries\/([0-9a-f-]{36})"/gu), ([, id = '']) => id);
    const linkIn = (html: string, rel: string): string =>
      (new RegExp(`rel="${rel}" href="([^"]+)"`, 'u').exec(html)?.[1] ?? '').replaceAll('&amp;', '&');
    const first = await jo.get('/office/deliveries');
    expect(linkIn(first.html, 'prev')).toBe('');
    const second = await jo.get(linkIn(first.html, 'next'));
    expect(new Set([...idsIn(first.html), ...idsIn(second.html)])).toEqual(ids);
    expect(idsIn(second.html)).toHaveLength(5);
    expect(linkIn(second.html, 'next')).toBe('');
    expect(idsIn((await jo.get(linkIn(second.html, 'prev'))).html)).toEqual(idsIn(first.html));
  });

  test('says what will be there while it is empty', async () => {
    const { org } = await office();
    expect((await (await staffBrowser(org, 'agent')).get('/office/deliveries')).html).toContain('No messages yet');
  });
});

test('every page of the mailbox is valid HTML', async () => {
  const { org, shareBy } = await office();
  const jo = await staffBrowser(org, 'agent');
  const empty = await jo.get('/office/deliveries');
  const [mail, text] = [await shareBy('email'), await shareBy('sms')];
  const pages = await Promise.all(
    ['', '?channel=email&state=queued', `/${mail}`, `/${text}`].map((rest) => jo.get(`/office/deliveries${rest}`)),
  );
  for (const { html } of [empty, ...pages]) {
    const { results } = await htmlValidator.validateString(html);
    expect(
      results.flatMap(({ messages }) => messages.map(({ message, selector }) => `${message} ${selector}`)),
    ).toEqual([]);
  }
});
