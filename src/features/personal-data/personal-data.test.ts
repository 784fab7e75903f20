import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tasks } from '../../background.ts';
import { system } from '../../kernel/actor.ts';
import { ERASED } from '../../kernel/erased.ts';
import { impersonal, personalTables, retentionRules } from '../../personal.ts';
import { readMigrations } from '../../platform/db/migrate.ts';
import { runDueTasks } from '../../platform/tasks/index.ts';
import { furnish } from '../../../test/trust/household.ts';
import { openWorld } from '../../../test/world.ts';
import { checkLog } from '../audit-log/index.ts';
import { collectRows } from './collect-copy.ts';
import { eraseAgain, erasureBook, retentionChore } from './index.ts';
import { caught, tell } from '../../../test/trust/figures.ts';

/*
 * T16: a copy holds everything of the person and nothing of anybody else's; after an erasure nothing is left outside the
 * books, wherever one looks.
 */

const world = await openWorld();
const admin = new pg.Client({ ...world.fresh.admin });
beforeAll(() => admin.connect());
afterAll(() => admin.end());

let count = 0;
/** An org with a marked row in every table; `word` is a mark as it stands in a text. */
async function household() {
  const house = await furnish(world, `house-${++count}`);
  for (const table of ['data_requests', 'erasures'])
    await admin.query(`delete from ${table} where org_id = $1`, [house.org.id]);
  return { ...house, word: (kind: string) => `mark-${kind}-of-${house.org.slug}` };
}
const drain = () =>
  runDueTasks({ database: world.fresh.app, tasks, services: world.services, log: world.services.log });

/** Every table of an org, and what stands in it, as text. */
async function wholeOf(orgId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await admin.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id')`,
  );
  const all = new Map<string, string>();
  for (const { name } of rows) {
    const found = await admin.query<{ text: string | null }>(
      `select string_agg(t::text, ' ') as text from ${name} t where org_id = $1`,
      [orgId],
    );
    all.set(name, found.rows[0]?.text ?? '');
  }
  return all;
}

/** What may still name the customer: books as they were issued, and the receipts. */
const BOOKS = new Set(['invoices', 'invoice_lines', 'credit_notes', 'credit_note_lines', 'payments', 'search_terms']);

/** Settles what is owed and finishes what is open, so that nothing stands in the way. */
async function settle(house: Awaited<ReturnType<typeof household>>): Promise<void> {
  await admin.query('delete from ledger_entries where org_id = $1', [house.org.id]);
  await admin.query(`update jobs set step = 'cancelled' where org_id = $1`, [house.org.id]);
}

async function eraseCustomer(house: Awaited<ReturnType<typeof household>>) {
  await settle(house);
  const desk = await world.signInStaff(house.org, house.member);
  const answer = await desk.post(`/office/customers/${house.customer.number}/data/erasure`, {
    number: house.customer.number,
  });
  await drain();
  return { desk, answer };
}

test('every table says whether it holds something of a customer, and none says both', async () => {
  const { rows } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_migrations'`,
  );
  const personal = new Set<string>(personalTables.map(({ table }) => table));
  const unsaid = rows.map(({ name }) => name).filter((name) => !personal.has(name) && impersonal[name] === undefined);
  expect(unsaid).toEqual([]);
  tell('T16', 'tables, each with a word on whose it is', rows.length);
  expect(Object.keys(impersonal).filter((name) => personal.has(name))).toEqual([]);
});

describe('a copy', () => {
  test('holds every mark of the customer and none of a stranger’s, and no secret', async () => {
    const house = await household();
    const of = { orgId: house.org.id, customerId: house.customer.id, contactId: null };
    const rows = await world.as(house.org.id, (tx) => collectRows(tx, personalTables, of));
    const copy = JSON.stringify(rows);
    for (const kind of ['customer', 'own', 'others']) expect(copy).toContain(house.word(kind));
    expect(copy).not.toContain(house.word('stranger'));
    expect(copy).not.toMatch(/token_hash|pin_hash|secret_hash|password_hash|public_key/);
    expect(Object.keys(rows)).toEqual(
      expect.arrayContaining(['customers', 'contacts', 'jobs', 'invoices', 'payments']),
    );
  });

  test('of one person holds no colleague', async () => {
    const house = await household();
    const of = { orgId: house.org.id, customerId: house.customer.id, contactId: house.contact.id };
    const rows = await world.as(house.org.id, (tx) => collectRows(tx, personalTables, of));
    expect(rows['contacts']).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(house.word('others'));
  });

  test('is made once however often it is ordered, fetched while it lasts, and gone a day later', async () => {
    const house = await household();
    const desk = await world.signInStaff(house.org, house.member);
    const page = `/office/customers/${house.customer.number}/data`;
    await Promise.all(Array.from({ length: 5 }, () => desk.post(`${page}/copies`)));
    await drain();
    const { html } = await desk.get(page);
    const files = [...html.matchAll(/\/office\/data-requests\/[^"]+\/file/g)].map(([path]) => path);
    expect(files).toHaveLength(1);
    const file = await desk.get(files[0] ?? '');
    expect(file.headers.get('content-type')).toBe('application/zip');
    expect(file.html.startsWith('PK')).toBe(true);

    const began = world.clock.now;
    world.clock.now = began.add({ hours: 24 });
    const nextDay = await world.signInStaff(house.org, house.member);
    expect((await nextDay.get(files[0] ?? '')).status).toBe(404);
    await retentionChore(personalTables, retentionRules).run(world.services);
    expect(await world.rows(house.org, 'select state, file_key from data_requests')).toEqual([
      { state: 'gone', file_key: null },
    ]);
    world.clock.now = began;
  });

  test('is nobody’s but the office’s who manages it and the person’s who asked', async () => {
    const house = await household();
    const person = await world.signInContact(house.org, house.contact);
    const colleague = await world.signInContact(house.org, house.colleague);
    const agent = await world.signInStaff(house.org, await world.staff(house.org, { role: 'agent' }));
    const desk = await world.signInStaff(house.org, house.member);
    const slug = house.org.slug;
    await admin.query(`update sessions set stepped_up_at = $1 where org_id = $2`, [
      world.clock.now.toString(),
      house.org.id,
    ]);
    await person.post(`/${slug}/details/data/requests`, { kind: 'copy' });
    await person.post(`/${slug}/details/data/requests`, { kind: 'copy' });
    const [asked, ...more] = await world.rows<{ id: string; state: string }>(
      house.org,
      'select id, state from data_requests',
    );
    expect({ state: asked?.state, more }).toEqual({ state: 'asked', more: [] });
    await desk.post(`/office/data-requests/${asked?.id}/grant`);
    await drain();
    expect((await person.get(`/${slug}/details/data/${asked?.id}/file`)).html.startsWith('PK')).toBe(true);
    expect((await colleague.get(`/${slug}/details/data/${asked?.id}/file`)).status).toBe(404);
    expect((await agent.get(`/office/data-requests/${asked?.id}/file`)).status).toBe(404);
  });

  test('is not handed to a session that has not shown lately who sits there', async () => {
    const house = await household();
    const person = await world.signInContact(house.org, house.contact);
    const began = world.clock.now;
    world.clock.now = began.add({ minutes: 11 });
    await person.post(`/${house.org.slug}/details/data/requests`, { kind: 'copy' });
    expect(await world.rows(house.org, 'select id from data_requests')).toEqual([]);
    world.clock.now = began;
  });
});

describe('an erasure', () => {
  test('leaves nothing of the customer outside the books, anywhere, and the log whole', async () => {
    const house = await household();
    const { answer, desk } = await eraseCustomer(house);
    expect(answer.location).toMatch(/^\/office\/erasures\//);
    const left: string[] = [];
    for (const [table, words] of await wholeOf(house.org.id))
      for (const kind of ['customer', 'own', 'others'])
        if (words.includes(house.word(kind)) && !BOOKS.has(table)) left.push(`${table}: ${kind}`);
    expect(left).toEqual([]);
    tell('T16', 'tables searched after an erasure', (await wholeOf(house.org.id)).size);
    expect((await checkLog(world.services.db, house.org.id)).faults).toEqual([]);
    const receipt = await desk.get(answer.location);
    expect(receipt.html).toContain('What is kept, because the law says so');
    expect(receipt.html).toMatch(/31 Dec/);
  });

  test('is read in the language of whoever reads, and a field keeps the mark', async () => {
    const house = await household();
    const { desk } = await eraseCustomer(house);
    const page = `/office/customers/${house.customer.number}`;
    expect((await desk.get(page)).html).toMatch(/<h1[^>]*>\s*Erased/);
    expect((await desk.get(`${page}?language=de`)).html).toMatch(/<h1[^>]*>\s*Gelöscht/);
    expect((await desk.get(page)).html).not.toContain(ERASED);
  });

  test('that an older version wrote in English is marked by the update', async () => {
    const house = await household();
    await eraseCustomer(house);
    const names = () =>
      world.rows(
        house.org,
        `select c.name, s.name as site from customers c join sites s on s.customer_id = c.id
        where c.id = '${house.customer.id}'`,
      );
    const before = await names();
    await admin.query(`update customers set name = 'Erased' where id = $1`, [house.customer.id]);
    await admin.query(`update sites set name = 'Erased' where customer_id = $1`, [house.customer.id]);
    const migration = readMigrations().find(({ name }) => name.includes('erased_in_every_language'));
    await admin.query(`begin; set local role doorstep_owner; ${migration?.sql}; commit`);
    expect(await names()).toEqual(before);
    expect(before[0]).toEqual({ name: ERASED, site: ERASED });
  });

  test('leaves everybody else as they were', async () => {
    const house = await household();
    const before = (await wholeOf(house.org.id))
      .get('customers')
      ?.match(new RegExp(house.word('stranger'), 'g'))?.length;
    await eraseCustomer(house);
    const after = (await wholeOf(house.org.id))
      .get('customers')
      ?.match(new RegExp(house.word('stranger'), 'g'))?.length;
    expect(before).toBeGreaterThan(0);
    expect(after).toBe(before);
  });

  test('opens no door any more', async () => {
    const house = await household();
    const person = await world.signInContact(house.org, house.contact);
    expect((await person.get(`/${house.org.slug}`)).status).toBe(200);
    await eraseCustomer(house);
    expect((await person.get(`/${house.org.slug}`)).location).toContain('/sign-in');
  });

  test('of one person leaves the customer and its colleagues', async () => {
    const house = await household();
    const desk = await world.signInStaff(house.org, house.member);
    const path = `/office/customers/${house.customer.number}/data/erasure`;
    await desk.post(path, { number: house.customer.number, contact: house.contact.id });
    const rows = await world.rows<{ first_name: string | null }>(
      house.org,
      `select first_name from contacts where customer_id = '${house.customer.id}' order by first_name nulls first`,
    );
    expect(rows[0]?.first_name).toBeNull();
    expect(rows.filter(({ first_name }) => first_name !== null).length).toBeGreaterThan(0);
    expect(await world.rows(house.org, `select name from customers where id = '${house.customer.id}'`)).toEqual([
      { name: expect.stringContaining('mark-customer') },
    ]);
  });

  test('is refused while something is owed, without the number, and by anybody but an owner', async () => {
    const house = await household();
    const owner = await world.signInStaff(house.org, house.member);
    const manager = await world.signInStaff(house.org, await world.staff(house.org, { role: 'manager' }));
    const path = `/office/customers/${house.customer.number}/data/erasure`;
    const right = { number: house.customer.number };
    expect((await owner.post(path, right)).status).toBe(409);
    await settle(house);
    expect((await owner.post(path, { number: 'something else' })).status).toBe(422);
    expect((await manager.post(path, right)).status).toBe(404);
    expect(await world.rows(house.org, 'select id from erasures')).toEqual([]);
    const both = await Promise.all([owner.post(path, right), owner.post(path, right)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  });

  test('is repeated when a backup from before it is restored', async () => {
    const house = await household();
    await eraseCustomer(house);
    expect(readFileSync(erasureBook(world.services.dataDir), 'utf8')).toContain(house.customer.id);
    // What a restored backup would bring back.
    await admin.query(`update customers set name = 'Back again', erased_at = null, archived_at = null where id = $1`, [
      house.customer.id,
    ]);
    const again = () =>
      world.as(house.org.id, (tx) => eraseAgain(tx, system(house.org.id, 'restore'), world.services, personalTables));
    expect(await again()).toBe(1);
    expect(await again()).toBe(0);
    expect(await world.rows(house.org, `select name from customers where id = '${house.customer.id}'`)).toEqual([
      { name: ERASED },
    ]);
  });

  test('that forgets a table is noticed', async () => {
    const house = await household();
    await settle(house);
    const { erase } = await import('./erase.ts');
    const actor = system(house.org.id, 'test');
    const forgetful = personalTables.filter(({ table }) => table !== 'sites');
    const of = { orgId: house.org.id, customerId: house.customer.id, contactId: null };
    await world.as(house.org.id, (tx) => erase(tx, actor, forgetful, of, world.clock.now));
    expect((await wholeOf(house.org.id)).get('sites')).toContain(house.word('own'));
    caught('T16', 'an erasure that forgets a table');
  });
});

describe('what an org keeps no longer', () => {
  test('goes once it is older than the time that was set, to the day, and nothing before', async () => {
    const house = await household();
    const desk = await world.signInStaff(house.org, house.member);
    await desk.post('/office/settings/retention', { keep_deliveries_months: '3', keep_books_years: '10' });
    const began = world.clock.now;
    const age = (moment: Temporal.Instant) =>
      admin.query(`update deliveries set queued_at = $1, state = 'sent', sent_at = $1 where org_id = $2`, [
        moment.toString(),
        house.org.id,
      ]);
    const run = () => retentionChore(personalTables, retentionRules).run(world.services);
    const kept = began.toZonedDateTimeISO('Europe/London').subtract({ months: 3 }).toInstant();
    await age(kept);
    const before = (await world.rows(house.org, 'select id from deliveries')).length;
    expect(before).toBeGreaterThan(0);
    await run();
    expect(await world.rows(house.org, 'select id from deliveries')).toHaveLength(before);
    await age(kept.subtract({ microseconds: 1 }));
    await run();
    expect(await world.rows(house.org, 'select id from deliveries')).toEqual([]);
  });

  test.each([
    ['keep_log_names_months', '5', '6'],
    ['keep_log_names_months', '241', '240'],
    ['keep_imports_days', '0', '1'],
    ['keep_imports_days', '3651', '3650'],
    ['keep_books_years', '', '1'],
    ['keep_books_years', '31', '30'],
  ])('%s can’t be “%s”, but “%s”', async (field, wrong, right) => {
    const house = await household();
    const desk = await world.signInStaff(house.org, house.member);
    const save = (value: string) => desk.post('/office/settings/retention', { keep_books_years: '10', [field]: value });
    const refused = await save(wrong);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Type a whole number from');
    expect((await save(right)).status).toBe(303);
  });
});

test('a copy streams as a zip that holds its rows', async () => {
  const house = await household();
  const { copyOf } = await import('./collect-copy.ts');
  const of = { orgId: house.org.id, customerId: house.customer.id, contactId: null };
  const zip = await text(await copyOf(world.services, personalTables, of, 'read me'));
  expect(zip).toContain('data.json');
});
