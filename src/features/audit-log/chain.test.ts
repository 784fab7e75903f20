import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runDueTasks } from '../../platform/tasks/index.ts';
import { tier } from '../../../test/trust/tier.ts';
import { openWorld } from '../../../test/world.ts';
import { record } from '../audit/index.ts';
import { checkLog, checkLogTask, headBook, readHeads, writeHeadsChore } from './index.ts';
import { caught, tell } from '../../../test/trust/figures.ts';

/*
 * T14: whatever is done to the log behind the product's back is found. The one thing a chain alone can't notice, an end
 * that was cut off together with its seals, is found by the heads that were written down outside.
 */

const world = await openWorld();
const admin = new pg.Client({ ...world.fresh.admin });
beforeAll(() => admin.connect());
afterAll(() => admin.end());

/** An org with so many entries in its log, a few of them about a customer. */
async function orgWithLog(entries: number) {
  const org = await world.org();
  const member = await world.staff(org);
  const actor = {
    kind: 'staff',
    orgId: org.id,
    staffId: member.id,
    name: 'Jo',
    role: 'owner',
    sessionId: org.id,
  } as const;
  const customer = await world.customer(org);
  const now = world.clock.now;
  await world.as(org.id, async (tx) => {
    for (let n = 0; n < entries; n++)
      await record(tx, actor, 'customer.changed', { now, customerId: customer.id, data: { fields: `line1,${n}` } });
  });
  return { org, actor, customer };
}

/** What somebody with the database's own password may do: no trigger, no policy. */
async function tamper(statement: string, values: readonly unknown[]): Promise<void> {
  await admin.query('begin');
  await admin.query('set local session_replication_role = replica');
  const { rowCount } = await admin.query(statement, [...values]);
  await admin.query('commit');
  expect(rowCount).toBeGreaterThan(0);
}

test('every entry is sealed to the one before, whoever writes it and however many write at once', async () => {
  const { org, actor } = await orgWithLog(3);
  await Promise.all(
    Array.from({ length: 40 }, () =>
      world.services.db.inScope(actor, (tx) => record(tx, actor, 'portal.opened', { now: world.clock.now })),
    ),
  );
  expect(await checkLog(world.services.db, org.id)).toMatchObject({ entries: 43n, erased: 0, faults: [] });
});

test('a change that is rolled back leaves no entry and no gap', async () => {
  const { org, actor } = await orgWithLog(2);
  const failed = world.as(org.id, async (tx) => {
    await record(tx, actor, 'customer.changed', { now: world.clock.now });
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  expect(await checkLog(world.services.db, org.id)).toMatchObject({ entries: 2n, faults: [] });
});

describe('no role changes or removes an entry, the owner of the tables included:', () => {
  const changes = [
    `update events set name = 'customer.kept' where org_id = $1`,
    `update events set actor_name = 'Somebody else' where org_id = $1`,
    `update events set erased_at = now(), salt = null, actor_name = null, data = '{}', name = 'x.y' where org_id = $1`,
    `delete from events where org_id = $1`,
    `update event_seals set hash = detail_hash where org_id = $1`,
    `delete from event_seals where org_id = $1`,
  ];
  test.each(changes)('%s', async (statement) => {
    const { org } = await orgWithLog(1);
    await expect(admin.query(statement, [org.id])).rejects.toThrow(/append-only|never changed/);
    for (const role of ['staff', 'system', 'portal', 'gate']) {
      await admin.query(`begin; set local role doorstep_${role}; set local app.org = '${org.id}'`);
      await expect(admin.query(statement, [org.id])).rejects.toThrow(/permission denied|append-only/);
      await admin.query('rollback');
    }
  });
  test('truncate', async () => {
    await expect(admin.query('truncate events, event_seals')).rejects.toThrow(/append-only|never changed/);
  });
});

test('an erasure takes the person out of an entry and leaves the chain whole', async () => {
  const { org } = await orgWithLog(4);
  await world.as(org.id, (tx) =>
    tx
      .updateTable('events')
      .set({ actor_name: null, data: '{}', salt: null, erased_at: world.clock.now })
      .where('org_id', '=', org.id)
      .execute(),
  );
  expect(await checkLog(world.services.db, org.id)).toMatchObject({ entries: 4n, erased: 4, faults: [] });
});

/** Ways to tamper, each with the entry it strikes and the end of the log at hand. */
const TAMPERINGS: readonly { readonly name: string; readonly sql: string; readonly isTailCut?: boolean }[] = [
  { name: 'a changed name', sql: `update events set name = 'customer.kept' where org_id = $1 and id = $2` },
  { name: 'a changed person', sql: `update events set actor_name = 'Mallory' where org_id = $1 and id = $2` },
  { name: 'a changed fact', sql: `update events set data = '{"fields":"nothing"}' where org_id = $1 and id = $2` },
  {
    name: 'another time',
    sql: `update events set happened_at = happened_at + interval '1 microsecond' where org_id = $1 and id = $2`,
  },
  { name: 'another actor', sql: `update events set actor_id = gen_random_uuid() where org_id = $1 and id = $2` },
  { name: 'another customer', sql: `update events set customer_id = null where org_id = $1 and id = $2` },
  { name: 'a removed entry', sql: `delete from events where org_id = $1 and id = $2` },
  {
    name: 'a removed entry with its seal',
    sql: `with gone as (delete from event_seals where org_id = $1 and event_id = $2) delete from events where org_id = $1 and id = $2`,
  },
  {
    name: 'two entries whose details changed places',
    sql: `update events e set data = o.data, salt = o.salt from events o
           where e.org_id = $1 and o.org_id = $1 and o.id <> e.id
             and (e.id, o.id) in (select $2::uuid, event_id from event_seals where org_id = $1 and seq = 1
                            union all select event_id, $2::uuid from event_seals where org_id = $1 and seq = 1)`,
  },
  {
    name: 'an entry sealed anew, but not those after it',
    sql: `with changed as (update events set name = 'customer.kept' where org_id = $1 and id = $2 returning *)
          update event_seals s set hash = sha256(s.hash) from changed where s.org_id = $1 and s.event_id = changed.id`,
  },
  {
    name: 'an entry put in from outside',
    sql: `insert into events (org_id, name, actor_kind, happened_at) select org_id, name, actor_kind, happened_at from events where org_id = $1 and id = $2`,
  },
  {
    name: 'an end that was cut off, seals and all',
    isTailCut: true,
    sql: `with seal as (select seq from event_seals where org_id = $1 and event_id = $2),
          cut as (delete from event_seals where org_id = $1 and seq > (select seq from seal) returning event_id),
          head as (update event_heads h set seq = s.seq, hash = s.hash from event_seals s
                    where h.org_id = $1 and s.org_id = $1 and s.event_id = $2)
          delete from events where org_id = $1 and id in (select event_id from cut)`,
  },
];

const ROUNDS = tier(2, 84);

describe('tampering is found:', () => {
  test.each(TAMPERINGS)('$name', async ({ sql, isTailCut = false }) => {
    for (let round = 0; round < ROUNDS; round++) {
      const { org } = await orgWithLog(12);
      const { head } = await checkLog(world.services.db, org.id);
      if (head === null) throw new Error('there is no log to tamper with');
      const { rows } = await admin.query<{ event_id: string }>(
        'select event_id from event_seals where org_id = $1 and seq = $2',
        [org.id, 2 + ((round * 7) % 10)],
      );
      await tamper(sql, [org.id, rows[0]?.event_id]);
      const alone = await checkLog(world.services.db, org.id);
      const anchored = await checkLog(world.services.db, org.id, [head]);
      expect(anchored.faults.length).toBeGreaterThan(0);
      // Planted: without the outside anchor a cut-off end must be missed, or this check proves nothing about anchors.
      expect(alone.faults.length > 0).toBe(!isTailCut);
    }
    tell('T14', 'tamperings, each found', ROUNDS);
    if (isTailCut) caught('T14', 'an end that was cut off, which a log without its outside anchor misses');
  });
});

test('the heads of the night are written outside the database, and a log cut off since does not fit them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-heads-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const { org, actor } = await orgWithLog(5);
  await writeHeadsChore.run({ ...world.services, dataDir: folder });
  await world.services.db.inScope(actor, (tx) => record(tx, actor, 'portal.opened', { now: world.clock.now }));
  const heads = (await readHeads(headBook(folder))).filter(({ orgId }) => orgId === org.id);
  expect(heads).toMatchObject([{ seq: 5n }]);
  expect(await checkLog(world.services.db, org.id, heads)).toMatchObject({ entries: 6n, faults: [] });
  await tamper(
    'with e as (delete from event_seals where org_id = $1 and seq > 3) update event_heads set seq = 3 where org_id = $1',
    [org.id],
  );
  expect((await checkLog(world.services.db, org.id, heads)).faults).toContainEqual({ seq: 5n, fault: 'cut-off' });
});

test.each([
  ['nobody', null, []],
  ['an address elsewhere', 'keeper@elsewhere.example', ['keeper@elsewhere.example']],
  ['the owners', 'owners', ['owner@harbour-hill.example']],
])('the heads of the night are mailed to %s, once a day', async (_, logHeadsTo, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-heads-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const { org } = await orgWithLog(5);
  await world.staff(org, { role: 'owner', email: 'owner@harbour-hill.example' });
  await world.staff(org, { role: 'manager', email: 'manager@harbour-hill.example' });
  for (const _ of [1, 2]) await writeHeadsChore.run({ ...world.services, dataDir: folder, logHeadsTo });
  const mails = await world.rows<{ recipient: string; line: string }>(
    org,
    `select recipient, merge_values ->> 'line' as line from deliveries where kind = 'log_head'`,
  );
  expect(mails.map(({ recipient }) => recipient)).toEqual(expected);
  // What was mailed is a line of the book, and checks the log as the book does.
  const book = join(folder, 'from-mails.csv');
  writeFileSync(book, mails.map(({ line }) => `${line}\n`).join(''));
  expect(await readHeads(book)).toMatchObject(expected.map(() => ({ orgId: org.id, seq: 5n })));
});

describe('the office’s page of the log', () => {
  test('tells what was done by whom, newest first, narrowed as asked, and as a file', async () => {
    const { org, customer } = await orgWithLog(60);
    const desk = await world.signInStaff(org, await world.staff(org, { role: 'manager' }));
    const page = await desk.get('/office/log');
    expect(page.status).toBe(200);
    expect(page.html).toContain('60 entries');
    expect((page.html.match(/changed the address/g) ?? []).length).toBe(50);
    const older = /href="(\/office\/log\?after=[^"]+)"/.exec(page.html)?.[1] ?? '';
    expect((await desk.get(older.replaceAll('&amp;', '&'))).html.match(/changed the address/g)).toHaveLength(10);
    expect((await desk.get('/office/log?group=money')).html).toContain('No entry fits');
    expect((await desk.get(`/office/log?group=people&who=staff&customer=${customer.number}`)).html).toContain(
      'changed',
    );
    const file = await desk.get('/office/log/file.csv?group=people');
    expect(file.html.trim().split('\r\n')).toHaveLength(61);
  });

  test('is for those who manage the org only', async () => {
    const { org } = await orgWithLog(1);
    const agent = await world.signInStaff(org, await world.staff(org, { role: 'agent' }));
    expect((await agent.get('/office/log')).status).toBe(404);
    expect((await agent.get('/office/log/file.csv')).status).toBe(404);
  });

  test('checks the log when asked, and says what it found', async () => {
    const { org } = await orgWithLog(8);
    const desk = await world.signInStaff(org, await world.staff(org, { role: 'owner' }));
    const ask = async () => {
      await desk.post('/office/log/checks');
      await runDueTasks({
        database: world.fresh.app,
        tasks: [checkLogTask],
        services: world.services,
        log: world.services.log,
      });
      return (await desk.get('/office/log')).html;
    };
    expect(await ask()).toContain('Whole');
    await tamper(
      `update events set name = 'customer.kept' where org_id = $1 and id = (select event_id from event_seals where org_id = $1 and seq = 4)`,
      [org.id],
    );
    expect(await ask()).toContain('entry 4 is the first that does not fit');
  });
});
