import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { withClient } from '../../src/platform/db/connection.ts';
import { faultsIn, mailsAreOut } from './drill/books.ts';
import { openHouse, victims, type Victim } from './drill/house.ts';
import { workersIn } from './drill/work.ts';
import { LONG, pick, randomFrom, SEED, tier, timeIsUp } from './tier.ts';
import { caught, tell } from './figures.ts';

/* Things are killed while people work, and nothing that was confirmed may be lost, doubled or half done. */

vi.setConfig({ testTimeout: tier(120_000, 3_600_000), hookTimeout: 60_000 });
const random = randomFrom(SEED);
const house = await openHouse();
afterAll(() => house.close());

type Times = Map<Victim, number[]>;

/** Work goes on while one after the other is killed; answers what is wrong afterwards and how long each kill was felt. */
async function drill(killed: readonly Victim[], betweenMs: number) {
  const work = await workersIn(house, random);
  const times: Times = new Map();
  await pause(betweenMs);
  for (const victim of killed) {
    if (timeIsUp()) break;
    times.set(victim, [...(times.get(victim) ?? []), await house.kill(victim)]);
    await pause(random() * betweenMs);
  }
  await work.stop();
  return { deeds: work.deeds, times, faults: await faultsIn(house, work.deeds) };
}

test('whatever is killed while people work, what was confirmed is there once, and the books balance', async () => {
  const few: readonly Victim[] = ['web process', 'database', 'everything'];
  const killed = LONG ? Array.from({ length: 300 }, () => pick(random, victims)) : few;
  const { deeds, times, faults } = await drill(killed, tier(400, 1_500));
  expect(faults, `seed ${SEED}`).toEqual([]);
  const confirmed = (kind: string) => deeds.filter((deed) => deed.kind === kind && deed.acked).length;
  for (const kind of ['payment', 'invoice', 'note', 'mail']) expect(confirmed(kind), kind).toBeGreaterThan(0);
  await vi.waitFor(async () => expect(await mailsAreOut(house)).toBe(true), { timeout: 60_000, interval: 100 });
  expect(await faultsIn(house, deeds), `seed ${SEED}`).toEqual([]);
  tell('T2', 'kills', [...times.values()].flat().length);
  tell('T2', 'things confirmed, none lost or doubled', deeds.filter(({ acked }) => acked).length);
  if (LONG) tellTimes(times);
});

test('a database that confirms before it has written is found out', async () => {
  await planted(
    `alter role doorstep_app set synchronous_commit = off; alter system set wal_writer_delay = '10s';
     alter system set wal_writer_flush_after = '1GB'; select pg_reload_conf()`,
    `alter role doorstep_app reset synchronous_commit; alter system reset wal_writer_delay;
     alter system reset wal_writer_flush_after; select pg_reload_conf()`,
    async () => {
      // Connections take the setting on when they begin.
      await house.kill('connection of the database');
      const { faults } = await drill(['everything'], 1_500);
      expect(faults.join('\n')).toMatch(/is lost/);
      caught('T2', 'a database that confirms before it has written');
    },
  );
});

test('a program that takes the same form twice is found out', async () => {
  await planted(
    `create function forget() returns trigger language plpgsql as $$
       begin new.idempotency_key := gen_random_uuid()::text; return new; end $$;
     create trigger forget before insert on payments for each row execute function forget()`,
    'drop trigger forget on payments; drop function forget()',
    async () => {
      const { faults } = await drill([], 1_000);
      expect(faults.join('\n')).toMatch(/a payment is there 2 times/);
      caught('T2', 'a program that takes the same form twice');
    },
  );
});

async function planted(plant: string, remove: string, work: () => Promise<void>): Promise<void> {
  const say = (sql: string) =>
    withClient(house.admin(), { name: 'drill' }, async (client) => {
      // `alter system` runs in no block of several statements.
      for (const part of sql.includes('$$') ? [sql] : sql.split(';')) await client.query(part);
    });
  // The kill before may still be felt.
  await vi.waitFor(() => say(plant), { timeout: 60_000, interval: 200 });
  await work();
  await vi.waitFor(() => say(remove), { timeout: 60_000, interval: 200 });
}

/** How long pages were away after a kill, in milliseconds: a figure, not a limit of the test. */
function tellTimes(times: Times): void {
  for (const [victim, all] of [['anything', [...times.values()].flat()] as const, ...times]) {
    const sorted = all.toSorted((one, other) => one - other);
    const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
    tell('T2', `ms until pages were to be had again after ${victim} was killed: the median of ${all.length}`, at(0.5));
    tell('T2', `ms, the longest after ${victim} was killed`, at(1));
  }
}
