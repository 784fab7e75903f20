import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import type { StaffActor } from '../../kernel/actor.ts';
import { searchWords } from '../../platform/db/search-words.ts';
import { lookedFor } from './looked-for.ts';
import { REACH } from './plan.ts';
import { searchEverything } from './queries.ts';

const VOCABULARY = ['window', 'windows', 'wind', 'roof', 'roofing', 'quay', '12', '120', '1201', 'boiler'];
const MOST = 60;

const world = await openWorld();
const org = await world.org();
const member = await world.staff(org);
const actor: StaffActor = {
  kind: 'staff',
  orgId: org.id,
  staffId: member.id,
  name: member.name,
  role: 'manager',
  sessionId: crypto.randomUUID(),
};

/** What is there, and under which words: the same pseudo-random texts in every run. */
const things = {
  customers: new Map<string, string>(),
  jobs: new Map<string, string>(),
  threads: new Map<string, string>(),
};
const said = (n: number) =>
  fc
    .sample(fc.array(fc.constantFrom(...VOCABULARY), { minLength: 1, maxLength: 4 }), { seed: n, numRuns: 1 })
    .flat()
    .join(' ');
for (let n = 0; n < 40; n += 1) {
  const customer = await world.customer(org, { name: said(n), number: `K-${n}` });
  things.customers.set(customer.id, `${customer.name} ${customer.number}`);
  const job = await world.job(customer, { title: said(100 + n), number: `J-${n}` });
  things.jobs.set(job.id, `${job.title} ${job.number}`);
  const [subject, body] = [said(200 + n), said(300 + n)];
  const id = await world.as(org.id, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into threads (org_id, customer_id, subject, began_by, last_position, last_at, created_at)
      values (${org.id}, ${customer.id}, ${subject}, 'customer', 1, ${world.clock.now}, ${world.clock.now}) returning id`.execute(
      tx,
    );
    const thread = rows[0]?.id ?? '';
    await sql`
      insert into messages (org_id, id, thread_id, position, side, body, sent_at)
      values (${org.id}, ${crypto.randomUUID()}, ${thread}, 1, 'customer', ${body}, ${world.clock.now})`.execute(tx);
    return thread;
  });
  things.threads.set(id, `${subject} ${body}`);
}

/** Everything whose words begin as each word does. */
function naive(texts: ReadonlyMap<string, string>, typed: string): string[] {
  const begins = typed.split(' ');
  const fits = (text: string) =>
    begins.every((begin) =>
      text
        .toLowerCase()
        .split(/[ -]/)
        .some((word) => word.startsWith(begin)),
    );
  return [...texts]
    .filter(([, text]) => fits(text))
    .map(([id]) => id)
    .toSorted();
}

const query = fc
  .array(
    fc.constantFrom('wi', 'window', 'windows', 'wind', 'roo', 'roof', 'quay', '1', '12', '120', 'k', 'boil', 'zebra'),
    { minLength: 1, maxLength: 3 },
  )
  .map((words) => words.join(' '))
  // A letter alone is not looked for, however often it is typed, and figures with a space are a phone number.
  .filter((typed) => !/^[k ]*$/.test(typed) && !/^[\d ]*$/.test(typed));

async function search(typed: string, reach = REACH) {
  return world.services.db.inReadScope(actor, async (tx) =>
    searchEverything(tx, actor, lookedFor(await searchWords(tx, typed, 'GB')), typed, MOST, reach),
  );
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).toSorted();

test('a search finds all that a look at everything finds', async () => {
  await fc.assert(
    fc.asyncProperty(query, async (typed) => {
      const found = await search(typed);
      expect(found.onlyNewest).toBe(false);
      for (const kind of ['customers', 'jobs', 'threads'] as const)
        expect(ids(found[kind])).toEqual(naive(things[kind], typed));
    }),
    { numRuns: 60 },
  );
});

test('where there is too much of it, a search finds the newest of it, finds nothing else, and says so', async () => {
  const reach = fc.record({
    few: fc.integer({ min: 1, max: 6 }),
    newest: fc.integer({ min: 2, max: 12 }),
    terms: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(query, reach, async (typed, how) => {
      const found = await search(typed, how);
      for (const kind of ['customers', 'jobs', 'threads'] as const) {
        const [some, all] = [ids(found[kind]), naive(things[kind], typed)];
        expect(all).toEqual(expect.arrayContaining(some));
        // Of one word more are there than these few limits let it find.
        const mayLack = found.onlyNewest || !typed.includes(' ');
        expect(some).toEqual(mayLack ? some : all);
      }
    }),
    { numRuns: 100 },
  );
});

test('of a word that much begins with, the newest are found', async () => {
  const found = await search('window', { few: 2, newest: 5, terms: 2 });
  const [window, windows] = ['window', 'windows'].map((term) =>
    [...things.jobs]
      .filter(([, text]) => text.split(' ').includes(term))
      .map(([id]) => id)
      .slice(-5),
  );
  expect(ids(found.jobs)).toEqual([...new Set([...(window ?? []), ...(windows ?? [])])].toSorted());
});
