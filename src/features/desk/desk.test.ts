import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { findOrg } from '../sessions/index.ts';
import { loadDemo } from '../demo/index.ts';

const world = await openWorld();

/** The words of a page, without its markup. */
function words(html: string): string {
  return html
    .replace(/<(script|style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

async function homeOf(org: Awaited<ReturnType<typeof world.org>>, role = 'owner') {
  const browser = await world.signInStaff(org, await world.staff(org, { role }));
  const page = await browser.get('/office');
  return { ...page, text: words(page.html) };
}

test('nobody sees the office’s home without signing in', async () => {
  expect(await world.browser().get('/office')).toMatchObject({ status: 303, location: '/office/sign-in' });
});

test('a new business is shown what comes next, and nothing invented', async () => {
  const org = await world.org({ portal_open: false });
  const { text, html } = await homeOf(org);
  expect(text).toContain('Welcome. This is what comes next');
  for (const step of ['Bring your customers', 'Open the portal', 'Say where money goes', 'Choose your usual tax rate'])
    expect(text).toContain(step);
  expect(text).not.toContain('Payments cleared');
  expect(html).toContain('href="/office/settings/access"');
});

test('who may not change settings isn’t sent to them', async () => {
  const org = await world.org({ portal_open: false });
  await world.customer(org);
  for (const role of ['viewer', 'agent']) expect((await homeOf(org, role)).text).not.toContain('Still to set up');
  expect((await homeOf(org, 'manager')).text).toContain('Still to set up');
});

test('what needs doing is named when it is one thing, and counted when there are more', async () => {
  const org = await world.org();
  const [priya, aled] = [await world.customer(org), await world.customer(org, { name: 'Aled Pugh' })];
  const due_on = Temporal.PlainDate.from('2026-11-22');
  const invoice = await world.invoice(priya, { number: 'A7', due_on });
  await world.job(priya, { number: '77', title: 'Skylights' });
  await world.job(aled, { step: 'paused', title: 'Gutters', pause_reason: 'Wind', number: '78' });
  const one = await homeOf(org);
  expect(one.text).toContain('Three things need you today');
  expect(one.text).toContain('Invoice A7 of Priya Raman is overdue, £40.00');
  expect(one.html).toContain(`href="/office/invoices/${invoice.id}"`);
  expect(one.text).toContain('Job 77 Skylights of Priya Raman has no time yet');
  expect(one.text).toContain('Job 78 Gutters is paused: Wind');
  await world.invoice(aled, { due_on: due_on.subtract({ days: 1 }), total_minor: 999n, net_minor: 999n });
  const two = await homeOf(org);
  expect(two.text).toContain('Two invoices are overdue, £49.99 together; the oldest is Aled Pugh’s');
});

test('what is not due, paid, void, cancelled or planned needs nobody', async () => {
  const org = await world.org();
  const priya = await world.customer(org);
  const due_on = Temporal.PlainDate.from('2026-11-22');
  await world.invoice(priya, { due_on: Temporal.PlainDate.from('2026-11-23') });
  await world.invoice(priya, { due_on, state: 'void', voided_at: world.clock.now });
  await world.invoice(priya, { due_on, state: 'draft', number: null });
  const paid = await world.invoice(priya, { due_on });
  await world.as(org.id, async (tx) => {
    const payment = await tx
      .insertInto('payments')
      .values({
        org_id: org.id,
        customer_id: priya.id,
        received_on: due_on,
        amount_minor: 4000n,
        currency: 'GBP',
        method: 'cash',
        idempotency_key: 'a-key-of-its-own',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('allocations')
      .values({ org_id: org.id, payment_id: payment.id, invoice_id: paid.id, amount_minor: 4000n })
      .execute();
  });
  await world.job(priya, { step: 'cancelled' });
  await world.job(priya, { step: 'completed', completed_at: world.clock.now });
  const { text } = await homeOf(org);
  expect(text).toContain('Nothing needs you today');
  expect(text).toContain('All done');
  // The payment of the 22nd belongs to the week from Monday the 16th.
  expect(text).toContain('£40.00 in 8 weeks');
  expect(text).toMatch(/16 Nov £40\.00/);
});

test('links that end soon, links asked for again and blocked PINs are told', async () => {
  const org = await world.org();
  const priya = await world.customer(org, { number: '10318' });
  const contact = await world.contact(priya);
  await world.linkPath(org, { kind: 'customer', customerId: priya.id });
  await world.linkPath(org, { kind: 'contact', customerId: priya.id, contactId: contact.id });
  const days = (count: number) => world.clock.now.add({ seconds: Math.round(86_400 * count) });
  await world.as(org.id, async (tx) => {
    const links = tx.updateTable('links').where('org_id', '=', org.id);
    await links
      .where('kind', '=', 'customer')
      .set({ expires_at: days(14) })
      .execute();
    await links
      .where('kind', '=', 'contact')
      .set({ activated_at: days(-9), expires_at: days(-1), renewal_asked_at: days(-0.5) })
      .execute();
    await tx
      .insertInto('contact_pins')
      .values({ org_id: org.id, contact_id: contact.id, pin_hash: 'x', fails: 5, set_at: days(-9), set_by: 'staff' })
      .execute();
  });
  const { text } = await homeOf(org);
  expect(text).toContain('The portal link of Priya Raman ends within 14 days');
  expect(text).toContain('Priya Raman asks for a fresh portal link');
  expect(text).toContain('Priya Raman can’t use the PIN after five wrong tries');
  await world.as(org.id, (tx) =>
    tx
      .updateTable('links')
      .where('org_id', '=', org.id)
      .where('kind', '=', 'customer')
      .set({ expires_at: days(14.01) })
      .execute(),
  );
  expect((await homeOf(org)).text).not.toContain('ends within 14 days');
});

test('today is the org’s own day, and another org’s work is never in it', async () => {
  const [here, there] = [await world.org({ time_zone: 'Pacific/Auckland' }), await world.org()];
  const [mine, theirs] = [await world.customer(here), await world.customer(there, { name: 'Somebody else' })];
  const at = (text: string) => Temporal.Instant.from(text);
  // It is 23:00 on Monday in Auckland: the day began at 11:00 UTC on Sunday.
  await world.job(mine, {
    title: 'First of the day',
    starts_at: at('2026-11-22T11:00Z'),
    ends_at: at('2026-11-22T12:00Z'),
  });
  await world.job(mine, { title: 'Last night', starts_at: at('2026-11-22T10:59Z'), ends_at: at('2026-11-22T12:00Z') });
  await world.job(mine, { title: 'Tomorrow', starts_at: at('2026-11-23T11:00Z'), ends_at: at('2026-11-23T12:00Z') });
  await world.job(theirs, { title: 'Elsewhere', starts_at: at('2026-11-23T09:00Z'), ends_at: at('2026-11-23T10:00Z') });
  const { text } = await homeOf(here);
  expect(text).toContain('First of the day');
  for (const other of ['Last night', 'Tomorrow', 'Elsewhere', 'Somebody else']) expect(text).not.toContain(other);
});

test('visits count when a person did something', async () => {
  const org = await world.org();
  const contact = await world.contact(await world.customer(org));
  await world.signInContact(org, contact);
  await world.as(org.id, (tx) =>
    tx
      .updateTable('sessions')
      .set({ human_at: null })
      .where('org_id', '=', org.id)
      .where('kind', '=', 'portal')
      .execute(),
  );
  await world.signInContact(org, contact);
  expect((await homeOf(org)).text).toContain('1 visit in 14 days');
});

test('every button of the page leads to a page', async () => {
  const world = await openWorld();
  world.clock.now = Temporal.Instant.from('2026-11-23T10:00Z');
  await loadDemo(world.services);
  const org = await findOrg(world.services.db, 'harbour-hill');
  if (org === null) throw new Error('the demo world is not there');
  await world.as(org.id, async (tx) => {
    const place = {
      org_id: org.id,
      file_name: 'a.csv',
      file_bytes: 9n,
      encoding: 'utf-8',
      delimiter: ',',
      header_row: 1,
    };
    const run = { kind: 'jobs', state: 'done', columns: '[]', rows_bad: 2n, finished_at: world.clock.now };
    await tx
      .insertInto('imports')
      .values({ ...place, ...run, created_at: world.clock.now })
      .execute();
    const sent = {
      channel: 'sms',
      kind: 'portal_link',
      language: 'en',
      recipient: '+447700900331',
      blocks: JSON.stringify([{ kind: 'text', text: 'Your visit' }]),
    };
    const now = world.clock.now;
    const fate = { state: 'failed', reason: 'deliveries.reason-refused', due_at: now, queued_at: now };
    await tx
      .insertInto('deliveries')
      .values({ org_id: org.id, ...sent, ...fate })
      .execute();
  });
  const browser = await world.signInStaff(org, await world.staff(org, { role: 'owner' }));
  const { html } = await browser.get('/office');
  const main = html.slice(html.indexOf('<main'));
  const hrefs = [
    ...new Set([...main.matchAll(/href="(\/office[^"]*)"/g)].map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))),
  ];
  expect(words(html)).toContain('A text to +447700900331 was not delivered');
  expect(words(html)).toContain('The import of a.csv left out 2 rows');
  expect(hrefs.length).toBeGreaterThan(15);

  for (const href of hrefs) expect(`${href} ${(await browser.get(href)).status}`).toBe(`${href} 200`);
});
