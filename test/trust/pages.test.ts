import { Hono } from 'hono';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { OFFICE_COOKIE } from '../../src/features/sessions/index.ts';
import { portalDoor } from '../../src/features/access/index.ts';
import { system } from '../../src/kernel/actor.ts';
import { NotFound } from '../../src/kernel/errors.ts';
import { type Answer, type Browser, Browser as TestBrowser } from '../browser.ts';
import { openWorld } from '../world.ts';
import { caught, tell } from './figures.ts';
import { furnish } from './household.ts';
import { intrudersOf, type Intruder } from './intruders.ts';
import { fill, routesOf, type Route } from './routes.ts';
import { LONG, tier } from './tier.ts';

/*
 * T1, the pages: every route of the router, every id of the victim in every position (path, query, form), tried by
 * everybody who has no business with it. A stranger's thing must answer as a missing one does, to the byte; no answer
 * may hold a word of the victim's; and nothing of the victim's may change.
 */

const world = await openWorld();
const admin = new pg.Client({ ...world.fresh.admin });
await admin.connect();
afterAll(() => admin.end());

// Guessing PINs is tried elsewhere; here its cost would be most of the run.
world.services.hashing.pretend = async () => false;

const victim = await furnish(world, 'harbour-hill');
const neighbour = await furnish(world, 'kessler');
const intruders = await intrudersOf(world, victim, neighbour);
const routes = routesOf(world.app);

/** What names a thing of the victim's, and what names nothing at all in the same shape. */
const NUMBERS = [
  victim.customer.number,
  victim.ownJob.number,
  victim.othersJob.number,
  victim.ownInvoice.number ?? '',
  victim.creditNotes.own.number,
];
const IDS = [
  victim.customer.id,
  victim.contact.id,
  victim.colleague.id,
  victim.ownSite.id,
  victim.freeSite.id,
  victim.ownJob.id,
  victim.ownInvoice.id,
  victim.othersInvoice.id,
  victim.draft.id,
  victim.creditNotes.own.id,
  victim.creditNotes.draft.id,
  victim.member.id,
  ...(await idsOf(victim.org.id)),
];
const NO_NUMBER = '987654321';
const NO_ID = '01900000-0000-7000-8000-00000000dead';

/** Rows that have no factory of their own here, without those of the other customer: they are an intruder's own. */
async function idsOf(orgId: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const table of [
    'links',
    'payments',
    'deliveries',
    'imports',
    'tax_rates',
    'staff_notices',
    'saved_filters',
    'undo_offers',
    'threads',
    'message_files',
    'saved_replies',
    'data_requests',
    'erasures',
    'bulk_grants',
    'reach_changes',
  ]) {
    const { rows } = await admin.query<{ id: string }>(
      `select id from ${table} t where org_id = $1 and ($2 or strpos(to_jsonb(t)::text, $3) = 0)`,
      // Erasures are the office's only, whomever they were of.
      [orgId, table === 'erasures', victim.stranger.id],
    );
    found.push(...rows.map((row) => row.id));
  }
  return found;
}

/** The same for everybody by design: an org's colours and logo, the built assets, sample files. */
const OPEN_TO_ALL = new Set([
  '/:org/theme/:file',
  '/:org/logo/:version',
  '/:org/favicon/:version',
  '/assets/:file',
  '/office/imports/samples/:file',
]);

interface Address {
  /** What stands in it of the victim's. */
  readonly names: string;
  readonly path: string;
  /** The same with something that doesn't exist in place of the victim's thing. */
  readonly missing: string;
}

/** Every way to put the victim's names into a route's path. */
function addressesOf(route: Route): readonly Address[] {
  const inner = route.params.filter((name) => name !== 'org');
  const org = victim.org.slug;
  if (inner.length === 0) return [];
  return tuples(inner).map(([values, none]) => ({
    names: JSON.stringify(values),
    path: fill(route.pattern, { org, ...values }),
    missing: fill(route.pattern, { org, ...none }),
  }));
}

function tuples(names: readonly string[]): readonly [Record<string, string>, Record<string, string>][] {
  const [name = '', ...rest] = names;
  const own: [Record<string, string>, Record<string, string>][] = [
    ...NUMBERS.map((number): [Record<string, string>, Record<string, string>] => [
      { [name]: number },
      { [name]: NO_NUMBER },
    ]),
    ...IDS.map((id): [Record<string, string>, Record<string, string>] => [{ [name]: id }, { [name]: NO_ID }]),
  ];
  if (rest.length === 0) return own;
  const heads = own.filter(
    ([values]) => values[name] === victim.customer.number || values[name] === victim.customer.id,
  );
  return heads.flatMap(([head, noHead]) =>
    tuples(rest).map(([tail, noTail]): [Record<string, string>, Record<string, string>] => [
      { ...head, ...tail },
      { ...noHead, ...noTail },
    ]),
  );
}

/** Everything up to the last id: what is done to a thing has the address of its page, and more. */
const thingOf = ({ pattern }: Route) => pattern.replace(/^(.*:[A-Za-z]+).*$/, '$1');

/**
 * What the rightful see of the victim's: which names open which page, and the fields of its forms. An intruder tries the
 * names that open something, and some others in turn; in the long tier all.
 */
const { opened, fieldNames } = await seenByTheRightful();

async function seenByTheRightful() {
  const contact = await world.signInContact(victim.org, victim.contact);
  const owner = await world.signInStaff(victim.org, victim.member);
  const fields = new Set<string>();
  const openers = new Map<string, Set<string>>();
  const reached = new Set<string>();
  for (const route of routes.filter((one) => one.method === 'GET' && !OPEN_TO_ALL.has(one.pattern))) {
    const rightful = route.pattern.startsWith('/office') ? owner : contact;
    const plain = { names: '', path: fill(route.pattern, { org: victim.org.slug }) };
    const addresses = route.params.some((name) => name !== 'org') ? addressesOf(route) : [plain];
    const names = openers.get(thingOf(route)) ?? new Set<string>();
    let found = 0;
    for (let at = 0; at < addresses.length && found < tier(2, Infinity); at += 12) {
      const some = addresses.slice(at, at + 12);
      const answers = await Promise.all(some.map(({ path }) => rightful.get(path)));
      for (const [index, { status, html }] of answers.entries()) {
        if (status !== 200 && status !== 303) continue;
        found++;
        names.add(some[index]?.names ?? '');
        for (const [, name] of html.matchAll(/<(?:input|select|textarea|button)[^>]*\sname="([^"]+)"/g))
          if (name) fields.add(name);
        for (const [, name] of html.matchAll(/[?&;]([a-z_]+)=/g)) if (name) fields.add(name);
      }
    }
    openers.set(thingOf(route), names);
    if (found > 0) reached.add(route.pattern);
  }
  fields.delete('csrf');
  return { opened: { names: openers, routes: reached }, fieldNames: [...fields] };
}

/** Every address of the long tier; in the quick one those that open something, and some others, other ones each time. */
function triedOf(route: Route): readonly Address[] {
  const all = addressesOf(route);
  if (LONG) return all;
  const openers = opened.names.get(thingOf(route));
  const every = openers === undefined || openers.size === 0 ? 3 : 20;
  return all.filter(({ names }, at) => openers?.has(names) === true || (at + turnOf(route)) % every === 0);
}

function turnOf(route: Route): number {
  return routes.indexOf(route);
}

/** The answer without what was sent, which a form shows again, and without the tokens of the session. */
function shape(answer: Answer, sent: readonly string[]): string {
  let text = `${answer.status} ${answer.location}\n${answer.html}`;
  for (const value of sent) if (value !== '') text = text.replaceAll(value, '·');
  return text
    .replaceAll(/value="[A-Za-z0-9_-]{20,43}"/g, 'value="·"')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,27}/g, '·');
}

/** Marks of the victim, or of anybody, that this intruder has no right to read. */
function strangeMarks(answer: Answer, intruder: Intruder): readonly string[] {
  const text = `${answer.html}\n${[...answer.headers.values()].join('\n')}`;
  return [...text.matchAll(/mark-[a-z]+-of-[a-z-]+?(?=[^a-z-]|$)/g)]
    .map(([mark]) => mark)
    .filter((mark) => !intruder.own.some((allowed) => allowed.test(mark)));
}

function send(browser: Browser, route: Route, path: string, fields: Record<string, string>): Promise<Answer> {
  // What the form before was answered with is said on the next page, whichever that is.
  browser.cookies.delete('notice');
  if (route.method === 'POST') return browser.post(path, fields);
  const query = new URLSearchParams(fields).toString();
  return browser.get(query === '' ? path : `${path}?${query}`);
}

/** How many requests were made, of all intruders. */
let sent = 0;

async function troublesWith(route: Route, intruder: Intruder, app?: Hono): Promise<readonly string[]> {
  const browser = app ? browserOn(app, intruder.browser) : intruder.browser;
  const found: string[] = [];
  // What is missing answers the same each time: it is asked once.
  const asked = new Map<string, Promise<Answer>>();
  const askMissing = (path: string, fields: Record<string, string>) => {
    const key = `${path} ${JSON.stringify(fields)}`;
    const answer = asked.get(key) ?? ask(path, fields);
    asked.set(key, answer);
    return answer;
  };
  const ask = (path: string, fields: Record<string, string>) => {
    sent++;
    return send(browser, route, path, fields);
  };
  const compare = async (
    path: string,
    fields: Record<string, string>,
    missing: string,
    noFields: Record<string, string>,
  ) => {
    const [real, none] = await Promise.all([ask(path, fields), askMissing(missing, noFields)]);
    for (const mark of strangeMarks(real, intruder))
      found.push(`${intruder.name}: ${route.method} ${path} shows ${mark}`);
    const [one, other] = [
      shape(real, [...Object.values(fields), ...path.split('/'), path]),
      shape(none, [...Object.values(noFields), ...missing.split('/'), missing]),
    ];
    if (one !== other)
      found.push(
        `${intruder.name}: ${route.method} ${path} ${JSON.stringify(fields)} answers otherwise (${real.status}) than a missing one (${none.status})`,
      );
  };
  await atOnce(
    (app ? addressesOf(route) : triedOf(route)).map(
      ({ path, missing }) =>
        () =>
          compare(path, {}, missing, {}),
    ),
  );
  return [...found, ...(await troublesInFields(route, compare))];
}

/** A dozen at a time: enough to keep the database busy, few enough to keep its connections. */
async function atOnce(works: readonly (() => Promise<void>)[]): Promise<void> {
  for (let at = 0; at < works.length; at += 12) await Promise.all(works.slice(at, at + 12).map((work) => work()));
}

type Compare = (
  path: string,
  fields: Record<string, string>,
  missing: string,
  noFields: Record<string, string>,
) => Promise<void>;

/** Every field at once, once with each kind of name: what matters is that none of them reaches the victim. */
async function troublesInFields(route: Route, compare: Compare): Promise<readonly string[]> {
  const path = fill(route.pattern, { org: victim.org.slug, number: NO_NUMBER, id: NO_ID });
  const named = (value: string) => Object.fromEntries(fieldNames.map((name) => [name, value]));
  await atOnce([
    ...inTurn(NUMBERS, tier(1, NUMBERS.length), route).map(
      (number) => () => compare(path, named(number), path, named(NO_NUMBER)),
    ),
    ...inTurn(IDS, tier(3, IDS.length), route).map((id) => () => compare(path, named(id), path, named(NO_ID))),
  ]);
  return [];
}

/** So many of a list, other ones for each route. */
function inTurn(list: readonly string[], count: number, route: Route): readonly string[] {
  const from = (Math.max(0, turnOf(route)) * count) % list.length;
  return [...list, ...list].slice(from, from + count);
}

function browserOn(app: Hono, like: Browser): Browser {
  const browser = new TestBrowser(app, world.services);
  for (const [name, value] of like.cookies) browser.cookies.set(name, value);
  return browser;
}

/** Where every visit, and every wrong guess of a PIN, leaves its mark on purpose. */
const VISITS = new Set([
  'sessions',
  'rate_limits',
  'sign_in_requests',
  'events',
  'event_seals',
  'event_heads',
  'known_devices',
  'contact_pins',
  // What an intruder asks for about itself is its own.
  'data_requests',
  'passkey_challenges',
]);

/**
 * A checksum of everything that belongs to the victim, without what every visit leaves behind, and without what is the
 * intruder's own, such as the messages it writes for its own customer.
 */
async function belongings({ customerId = '' }: Intruder): Promise<string> {
  const { rows } = await admin.query<{ table_name: string }>(
    `select table_name from information_schema.columns where table_schema = 'public' and column_name = 'org_id' order by 1`,
  );
  const sums: string[] = [];
  for (const { table_name: table } of rows) {
    if (VISITS.has(table)) continue;
    const { rows: sum } = await admin.query<{ sum: string }>(
      `select coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from ${table} as t
        where org_id = $1 and ($2 = '' or strpos(to_jsonb(t)::text, $2) = 0 and not exists (
          select from threads o where o.org_id = $1 and o.customer_id::text = $2 and strpos(to_jsonb(t)::text, o.id::text) > 0))`,
      [victim.org.id, customerId],
    );
    sums.push(`${table} ${sum[0]?.sum ?? ''}`);
  }
  return sums.join('\n');
}

describe.each(intruders.map((intruder) => ({ name: intruder.name, intruder })))('$name', ({ intruder }) => {
  test(
    'gets nothing of the victim by any route, and changes nothing',
    { timeout: tier(120_000, 3_600_000) },
    async () => {
      const before = await belongings(intruder);
      const found: string[] = [];
      for (const route of routes.filter((one) => !OPEN_TO_ALL.has(one.pattern))) {
        // A session that ended by signing out would try the rest as nobody.
        if (route.pattern.endsWith('/sign-out') || !isTried(route, intruder)) continue;
        found.push(...(await troublesWith(route, intruder)));
      }
      expect(found.slice(0, 10)).toEqual([]);
      expect(await belongings(intruder)).toBe(before);
      tell('T1', 'hostile requests for another’s pages and forms', sent);
      sent = 0;
    },
  );
});

/**
 * Without a key to a door everybody is nobody there: the quick tier sends one such visitor to each. That the key of one
 * door opens nothing of the other is tried at the boundary.
 */
function isTried(route: Route, { browser, name }: Intruder): boolean {
  if (LONG || name === 'nobody') return true;
  return route.pattern.startsWith('/office') === browser.cookies.has(OFFICE_COOKIE);
}

test('the rightful get every page that has an id in it, or the matrix would prove nothing', () => {
  const unreached = routes
    .filter(({ method, params }) => method === 'GET' && params.some((name) => name !== 'org'))
    .map(({ pattern }) => pattern)
    .filter((pattern) => !OPEN_TO_ALL.has(pattern) && !TOKENS.has(pattern) && !opened.routes.has(pattern));
  expect(unreached).toEqual([]);
  tell('T1', 'pages with an id in their address, each reached by its rightful visitor', opened.routes.size);
});

/** Opened by a secret or by more than an id: their own tests open them. Intruders try these too. */
const TOKENS = new Set([
  '/l/:token',
  '/s/:token',
  '/set-password/:token',
  '/office/password/:token',
  '/:org/view/:ticket',
  // Shown only while an uploaded file is there; the tests of imports open it.
  '/office/imports/:id/mapping',
]);

describe('the check itself', () => {
  const planted = (make: (app: Hono) => void): Hono => {
    const app = new Hono();
    make(app);
    app.onError((error, c) =>
      c.text(error instanceof NotFound ? 'no' : 'broken', error instanceof NotFound ? 404 : 500),
    );
    return app;
  };
  const unscoped = planted((app) =>
    portalDoor(app, world.services).get('/:org/planted/:number', {}, async ({ c, org }) => {
      // The planted bug: the customer of the session is forgotten.
      const job = await world.services.db.inReadScope(system(org.id, 'planted'), (tx) =>
        tx
          .selectFrom('jobs')
          .select('title')
          .where('org_id', '=', org.id)
          .where('number', '=', c.req.param('number') ?? '')
          .executeTakeFirst(),
      );
      if (!job) throw new NotFound();
      return c.text(job.title);
    }),
  );
  const telling = planted((app) =>
    portalDoor(app, world.services).get('/:org/planted/:number', {}, async ({ c, org }) => {
      // The planted bug: "forbidden" for what exists, "missing" for what doesn't.
      const job = await world.services.db.inReadScope(system(org.id, 'planted'), (tx) =>
        tx
          .selectFrom('jobs')
          .select('id')
          .where('org_id', '=', org.id)
          .where('number', '=', c.req.param('number') ?? '')
          .executeTakeFirst(),
      );
      return c.text('no', job ? 403 : 404);
    }),
  );

  test.each([
    { bug: 'a query without its customer', app: unscoped },
    { bug: 'an answer that tells a stranger’s thing from a missing one', app: telling },
  ])('$bug is found', async ({ bug, app }) => {
    const found = [];
    for (const intruder of intruders)
      for (const route of routesOf(app)) found.push(...(await troublesWith(route, intruder, app)));
    expect(found.length).toBeGreaterThan(0);
    caught('T1', bug);
  });
});
