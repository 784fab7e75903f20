import { Hono } from 'hono';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { portalDoor } from '../../src/features/access/index.ts';
import type { ContactActor } from '../../src/kernel/actor.ts';
import { CHOICES, effectivePermissions, LIVE_AREAS, type Permissions } from '../../src/kernel/permissions.ts';
import { withClient } from '../../src/platform/db/connection.ts';
import { Browser } from '../browser.ts';
import { OPEN, openWorld, type Contact } from '../world.ts';
import { NO_AREA, PROOFS, type Deed, type Kind } from './areas.ts';
import { furnish } from './household.ts';
import { fill, routesOf, type Route } from './routes.ts';

/*
 * What a contact may do, area by area and choice by choice: the pages, the forms and the rows of the database give the
 * same answer. Everything else is open to the contact meanwhile, so that nothing is closed by chance.
 */

const world = await openWorld();

const house = await furnish(world, 'harbour-hill');
const { org, contact } = house;
const threads = await world.rows<{ id: string; subject: string }>(org, 'select id, subject from threads order by id');
const files = await world.rows<{ id: string; name: string }>(org, 'select id, name from message_files order by id');

const { rows: columns } = await withClient(world.fresh.admin, { name: 'test' }, (client) =>
  client.query<{ name: string; list: string }>(
    `select c.relname as name, string_agg(quote_ident(a.attname), ', ') as list
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and has_column_privilege('doorstep_portal', c.oid, a.attnum, 'select')
     group by 1`,
  ),
);
/** The columns of each table that the portal may read. */
const readable = new Map(columns.map(({ name, list }) => [name, list]));

const KINDS: readonly Kind[] = ['own', 'others', 'customer'];
const kindsIn = (text: string) => KINDS.filter((kind) => text.includes(`mark-${kind}-of-harbour-hill`));

/** A thing of each kind that can stand in an address. */
const THINGS: Readonly<Record<string, Partial<Record<Kind, readonly string[]>>>> = {
  jobs: { own: [house.ownJob.number], others: [house.othersJob.number] },
  invoices: { own: [house.ownInvoice.number ?? ''], others: [house.othersInvoice.number ?? ''] },
  'credit-notes': { own: ['CN-own'], others: ['CN-others'] },
  messages: marked(threads.map(({ id, subject }) => [id, subject])),
  files: marked(files.map(({ id, name }) => [id, name])),
  colleagues: { customer: [house.colleague.id] },
};

function marked(things: readonly (readonly [id: string, text: string])[]): Partial<Record<Kind, readonly string[]>> {
  const of = (kind: Kind) => things.filter(([, text]) => kindsIn(text).includes(kind)).map(([id]) => id);
  return { own: of('own'), others: of('others') };
}

type AreaName = keyof typeof PROOFS;
const areas = Object.keys(PROOFS).filter((name): name is AreaName => Object.hasOwn(PROOFS, name));

/** One choice of one area, and what is to be seen and done under it. */
interface Case {
  readonly area: AreaName;
  readonly choice: string;
  readonly shows: readonly Kind[];
  readonly mayWrite: boolean;
  readonly isClosed: boolean;
}

const cases: readonly Case[] = areas.flatMap((area) =>
  CHOICES[area].map((choice): Case => {
    const { shows, writes } = PROOFS[area];
    const seen = Object.entries(shows).find(([name]) => name === choice);
    return {
      area,
      choice,
      shows: seen?.[1] ?? [],
      mayWrite: writes.some((one) => one === choice),
      isClosed: choice === 'none' || choice === 'no',
    };
  }),
);

/** Gives the contact this choice, and everything else. */
async function give({ area, choice }: Pick<Case, 'area' | 'choice'>): Promise<Permissions> {
  const own = { ...OPEN, ...PROOFS[area].beside, [area]: choice };
  await world.as(org.id, (tx) =>
    tx
      .updateTable('contacts')
      .set({ permissions: JSON.stringify(own) })
      .where('org_id', '=', org.id)
      .where('id', '=', contact.id)
      .execute(),
  );
  return effectivePermissions({ org: org.permissions, customer: {}, contact: own });
}

const portal = await world.signInContact(org, contact);

/** The addresses of a route, each with whose thing it is about; null for those about none. */
function addressesOf(route: Route): readonly (readonly [path: string, kind: Kind | null])[] {
  const inner = route.params.filter((name) => name !== 'org');
  if (inner.length === 0) return [[fill(route.pattern, { org: org.slug }), null]];
  const things = THINGS[route.pattern.split('/')[2] ?? ''] ?? {};
  return KINDS.flatMap((kind) =>
    (things[kind] ?? []).map(
      (thing) =>
        [
          fill(route.pattern, { org: org.slug, ...Object.fromEntries(inner.map((name) => [name, thing])) }),
          kind,
        ] as const,
    ),
  );
}

async function statusOf(browser: Browser, path: string): Promise<number> {
  if (!path.endsWith('/live')) return (await browser.get(path)).status;
  const stream = await browser.stream(path);
  await stream.leave();
  return stream.status;
}

/** Pages of the area that answer otherwise than the choice says. */
async function pageFaults(of: Case, app: Hono = world.app, browser: Browser = portal): Promise<readonly string[]> {
  const { under, changing } = PROOFS[of.area];
  const routes = routesOf(app).filter(({ method, pattern }) => method === 'GET' && under.test(pattern));
  const asked = routes.flatMap((route) => {
    const isThere = !of.isClosed && (of.mayWrite || changing?.test(route.pattern) !== true);
    return addressesOf(route).map(async ([path, kind]) => {
      const isOpen = isThere && (kind === null || of.shows.includes(kind));
      const status = await statusOf(browser, path);
      return (isOpen ? status === 200 : status === 404) ? [] : [`GET ${path} answers ${status}`];
    });
  });
  return (await Promise.all(asked)).flat();
}

/** Forms of the area that answer otherwise than the choice says, and those that the table doesn't know. */
async function formFaults(of: Case, app: Hono = world.app, browser: Browser = portal): Promise<readonly string[]> {
  const { under, deeds } = PROOFS[of.area];
  const found = routesOf(app)
    .filter(({ method, pattern }) => method === 'POST' && under.test(pattern))
    .filter(({ pattern }) => !deeds.some((deed) => deed.pattern === pattern))
    .map(({ pattern }) => `POST ${pattern} is not in the table of areas`);
  for (const { pattern, fields, id, withFiles, answers = 303 } of deeds) {
    for (const [thing, kind] of await thingsOf(of.area, pattern, id)) {
      const path = fill(pattern, { org: org.slug, id: thing });
      const sent = { key: crypto.randomUUID(), ...fields };
      const { status } = await (withFiles === true ? browser.postFile(path, sent) : browser.post(path, sent));
      const isOpen = of.mayWrite && (kind === null || of.shows.includes(kind));
      if (status !== (isOpen ? answers : 404)) found.push(`POST ${path} answers ${status}`);
    }
  }
  return found;
}

/** What a form is sent about: one of the contact's own things and one of somebody else's, or what the table says. */
async function thingsOf(
  area: AreaName,
  pattern: string,
  id: Deed['id'],
): Promise<readonly (readonly [string, Kind | null])[]> {
  if (id !== undefined) return [[await id(world, house), null]];
  if (!pattern.includes(':id')) return [['', null]];
  return KINDS.flatMap((kind) => (THINGS[area]?.[kind] ?? []).slice(0, 1).map((thing) => [thing, kind] as const));
}

/** Whose things a text is about; an area that opens nothing of the customer's may yet name it, as every page does. */
function kindsOf(area: AreaName, text: string): readonly Kind[] {
  const ofArea = new Set(Object.values(PROOFS[area].shows).flat());
  return kindsIn(text).filter((kind) => ofArea.has(kind));
}

/** Whose rows stand on the area's pages. */
async function kindsOnPages({ area }: Case): Promise<readonly Kind[]> {
  const answers = PROOFS[area].lists.map(async (path) => {
    const { status, html } = await portal.get(path.replace(':org', org.slug));
    return status === 200 ? html : '';
  });
  return kindsOf(area, (await Promise.all(answers)).join('\n'));
}

/** Whose rows come back from the area's tables without a `where`. */
async function kindsInRows({ area }: Case, permissions: Permissions): Promise<readonly Kind[]> {
  const actor = actorWith(contact, permissions);
  const texts = PROOFS[area].tables.map(async (table) => {
    const list = sql.raw(readable.get(table) ?? '');
    const { rows } = await world.services.db.inReadScope(actor, (tx) =>
      sql<{ row: string }>`select to_jsonb(t)::text as row from (select ${list} from ${sql.table(table)}) as t`.execute(
        tx,
      ),
    );
    return rows.map(({ row }) => row).join('\n');
  });
  return kindsOf(area, (await Promise.all(texts)).join('\n'));
}

function actorWith({ id, customer_id }: Contact, permissions: Permissions): ContactActor {
  return {
    kind: 'contact',
    orgId: org.id,
    customerId: customer_id,
    customerName: '',
    customerNumber: '',
    contactId: id,
    name: '',
    permissions,
    inherited: permissions,
    jobsSince: null,
    subject: null,
    sessionId: org.id,
    assurance: 'normal',
    viewedBy: null,
  };
}

test.each(cases)('$area: $choice opens the same by page, by form and by SQL', async (of) => {
  const permissions = await give(of);
  expect(await pageFaults(of)).toEqual([]);
  expect({ pages: await kindsOnPages(of), rows: await kindsInRows(of, permissions) }).toEqual({
    pages: of.shows,
    rows: of.shows,
  });
  expect(await formFaults(of)).toEqual([]);
});

test('who may not come in gets no page and sends no form', async () => {
  await world.as(org.id, (tx) =>
    sql`update contacts set permissions = ${JSON.stringify({ ...OPEN, portal: 'no' })}::jsonb
      where org_id = ${org.id} and id = ${contact.id}`.execute(tx),
  );
  const shut = await world.signInContact(org, contact);
  const routes = routesOf(world.app).filter(({ pattern }) => areas.some((area) => PROOFS[area].under.test(pattern)));
  const open: string[] = [];
  for (const route of routes) {
    for (const [path] of addressesOf(route)) {
      const answer = await (route.method === 'GET' ? shut.get(path) : shut.postBare(path, {}));
      if (!answer.location.startsWith(`/${org.slug}/sign-in`)) open.push(`${route.method} ${path} ${answer.status}`);
    }
  }
  expect(routes.length).toBeGreaterThan(15);
  expect(open).toEqual([]);
});

test('every address of the portal belongs to an area, or to what every visitor has', () => {
  const strays = routesOf(world.app)
    .filter(({ pattern }) => pattern.startsWith('/:org'))
    .filter(({ pattern }) => !NO_AREA.test(pattern) && !areas.some((area) => PROOFS[area].under.test(pattern)));
  expect(strays.map(({ method, pattern }) => `${method} ${pattern}`)).toEqual([]);
  expect(areas.toSorted()).toEqual(LIVE_AREAS.filter((area) => area !== 'portal').toSorted());
});

describe('the check itself', () => {
  const closed = cases.filter(({ isClosed }) => isClosed);

  /** The contact's browser, at an app with a bug. */
  function planted(make: (door: ReturnType<typeof portalDoor>) => void): readonly [Hono, Browser] {
    const app = new Hono();
    make(portalDoor(app, world.services));
    const visitor = new Browser(app, world.services);
    for (const [name, value] of portal.cookies) visitor.cookies.set(name, value);
    return [app, visitor];
  }

  // Sites have no address of their own that could forget anything.
  test.each(closed.filter(({ area }) => area !== 'sites'))('notices a page of $area that forgets it', async (of) => {
    const list = PROOFS[of.area].lists[0]?.split('?')[0] ?? '';
    const [app, visitor] = planted((door) => door.get(list, {}, ({ c }) => c.text('shown')));
    await give(of);
    expect(await pageFaults(of, app, visitor)).not.toEqual([]);
  });

  test.each(closed.filter(({ area }) => PROOFS[area].deeds.length > 0))(
    'notices a form of $area that forgets it',
    async (of) => {
      const [app, visitor] = planted((door) => {
        for (const { pattern } of PROOFS[of.area].deeds) door.post(pattern, {}, ({ c }) => c.redirect('/done', 303));
      });
      await give(of);
      expect(await formFaults(of, app, visitor)).not.toEqual([]);
    },
  );

  test.each(closed)('notices the policy of $area that forgets its setting', async (of) => {
    const [table, name] = PROOFS[of.area].policy;
    const permissions = await give(of);
    const seen = await withClient(world.fresh.admin, { name: 'test' }, async (client) => {
      const { rows } = await client.query<{ qual: string }>(
        'select qual from pg_policies where tablename = $1 and policyname = $2',
        [table, name],
      );
      await client.query(`alter policy ${name} on ${table} using (org_id = app.org())`);
      const kinds = await kindsInRows(of, permissions);
      await client.query(`alter policy ${name} on ${table} using (${rows[0]?.qual ?? ''})`);
      return kinds;
    });
    expect(seen).not.toEqual(of.shows);
    expect(await kindsInRows(of, permissions)).toEqual(of.shows);
  });
});
