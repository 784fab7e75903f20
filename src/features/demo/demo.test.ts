import { expect, test } from 'vitest';
import { withClient } from '../../platform/db/connection.ts';
import { openWorld } from '../../../test/world.ts';
import { demoEntries, DEMO_PASSWORD, loadDemo } from './index.ts';
import { drawHarbourLogo } from './draw-logo.ts';

// Three moments that are hard on a calendar: a working morning, the small hours, and the night the clocks change.
for (const moment of ['2026-11-23T10:00Z', '2027-02-28T02:10Z', '2026-10-25T00:30Z']) {
  test(`loaded at ${moment}, the demo world fills an empty database once`, async () => {
    const world = await openWorld();
    world.clock.now = Temporal.Instant.from(moment);
    const loads = await Promise.all([loadDemo(world.services), loadDemo(world.services)]);
    expect(loads.toSorted()).toEqual([false, true]);
    const facts = await withClient(world.fresh.admin, { name: 'test' }, async (client) => {
      const one = async (sql: string) => (await client.query(sql)).rows[0];
      return {
        orgs: await one(`select count(*)::int as n, bool_and(portal_open) as open from orgs`),
        customers: await one(`select count(*)::int as n from customers`),
        steps: await one(`select count(distinct step)::int as n from jobs`),
        invoices:
          await one(`select count(distinct state)::int as n, count(*) filter (where state <> 'draft')::int as numbered,
          max(number::int) filter (where org_id = (select id from orgs where slug = 'harbour-hill')) as last from invoices`),
        future: await one(`select count(*)::int as n from (select happened_at as at from job_events
          union all select sent_at from messages union all select last_at from threads) as all_of_it where at > '${moment}'`),
        threads: await one(`select count(*)::int as n, bool_or(customer_position > staff_read_to) as office_waits,
          bool_or(closed_at is not null) as closed, bool_or(assigned_staff_id is not null) as assigned from threads`),
        waiting: await one(`select count(*)::int as n from threads t join thread_reads r on r.thread_id = t.id
          where r.reader_kind = 'contact' and t.office_position > r.read_to`),
        notes: await one(`select count(*)::int as n from messages where internal`),
        photo: await one(`select store_key, bytes from message_files`),
        priya:
          await one(`select sum(amount_minor)::int as owed from ledger_entries l join customers c on c.id = l.customer_id
          where c.number = '10318' and account = 'receivable'`),
        credits:
          await one(`select string_agg(n.number, ' ' order by n.number) as numbers, count(*) filter (where n.state = 'draft')::int as drafts,
          sum(n.total_minor - n.used_minor) filter (where n.number = 'CN-113')::int as left_over from credit_notes n`),
        refunds: await one(`select count(*)::int as n from payments where direction = 'out'`),
        rosemary:
          await one(`select sum(amount_minor)::int as owed from ledger_entries l join customers c on c.id = l.customer_id
          where c.number = '10299' and account = 'receivable'`),
      };
    });
    expect(facts.orgs).toEqual({ n: 2, open: true });
    expect(facts.customers.n).toBeGreaterThanOrEqual(40);
    expect(facts.steps.n).toBe(9);
    expect(facts.invoices).toMatchObject({ n: 3, last: 2057 });
    expect(facts.future.n).toBe(0);
    expect(facts.threads).toEqual({ n: 8, office_waits: true, closed: true, assigned: true });
    expect(facts.waiting.n).toBeGreaterThan(1);
    expect(facts.notes.n).toBeGreaterThan(1);
    expect(await world.services.files.size(facts.photo.store_key)).toBe(facts.photo.bytes);
    expect(facts.priya.owed).toBe(4000);
    expect(facts.credits).toEqual({ numbers: 'CN-112 CN-113 CN-114 RK-14', drafts: 1, left_over: 800 });
    expect(facts.refunds.n).toBe(2);
    expect(facts.rosemary.owed).toBe(-1250);
  });
}

test('its entries open: links of every kind, PINs that fit, and the owner of the office', async () => {
  const world = await openWorld();
  expect(await demoEntries(world.services)).toBeNull();
  await loadDemo(world.services);
  const entries = await demoEntries(world.services);
  expect(new Set(entries?.links.map(({ kind }) => kind))).toEqual(new Set(['customer', 'contact', 'job', 'invoice']));
  expect(new Set(entries?.dead_links.map(({ state }) => state))).toEqual(new Set(['expired', 'disabled']));
  expect(entries?.office).toMatchObject({ email: 'jo@harbourandhill.example', password: DEMO_PASSWORD });
  expect(entries?.sign_in.map(({ customer, pin }) => `${customer} ${pin}`)).toContain('Priya Raman 730264');
  expect(entries?.sign_in.map(({ customer }) => customer)).not.toContain('Ines Duarte');
});

test('the demo world never gets in among a real business', async () => {
  const world = await openWorld();
  await world.org();
  expect(await loadDemo(world.services)).toBe(false);
  expect(await demoEntries(world.services)).toBeNull();
});

test('the drawn logo is a small PNG of the height that portals show', () => {
  const { bytes, width, height } = drawHarbourLogo();
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect({ width, height }).toEqual({ width: 30, height: 25 });
  expect(bytes.length).toBeLessThan(2000);
});
