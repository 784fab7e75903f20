import { gate, system } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { linkState, linkUrl } from '../links/index.ts';
import type { DemoOrg } from './content.ts';
import { DEMO_ORGS, DEMO_PASSWORD } from './load-demo.ts';
import { DEMO_CONTACT_PASSWORD } from './write-logins.ts';

/** The ways into the demo world, as `doorstep demo --json` prints them. Field names are part of that command. */
export interface DemoEntries {
  readonly base_url: string;
  readonly office: { readonly url: string; readonly email: string; readonly password: string };
  readonly links: readonly DemoLinkEntry[];
  readonly sign_in: readonly DemoSignIn[];
  readonly passwords: readonly DemoPasswordEntry[];
  /** Links that open nothing any more: ended ones offer a fresh one, disabled ones look like no link at all. */
  readonly dead_links: readonly (DemoLinkEntry & { readonly state: 'expired' | 'disabled' })[];
}

interface DemoLinkEntry {
  readonly kind: string;
  readonly customer: string;
  readonly org: string;
  readonly url: string;
}

interface DemoPasswordEntry {
  readonly customer: string;
  readonly org: string;
  /** Where username and password are typed. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

interface DemoSignIn {
  readonly customer: string;
  readonly org: string;
  /** Where the identifier and PIN are typed. */
  readonly url: string;
  readonly identifier: string;
  readonly pin: string;
}

/**
 * Derived afresh from the database and the keys each time; null when the demo world isn't there. PINs that have been
 * changed or blocked since, and people who are gone, are left out.
 */
export async function demoEntries(services: Services): Promise<DemoEntries | null> {
  const slugs = DEMO_ORGS.map(({ org }) => org.slug);
  const orgs = await services.db.inReadScope(gate(null), (tx) =>
    tx.selectFrom('orgs').select(['id', 'slug', 'name']).where('slug', 'in', slugs).orderBy('slug').execute(),
  );
  const [firstOrg] = orgs;
  if (firstOrg === undefined) return null;
  const entered = await Promise.all(
    orgs.map((org) => services.db.inReadScope(system(org.id, 'demo'), (tx) => entriesOf(tx, services, org))),
  );
  const owner = demoOf(firstOrg.slug)?.staff[0];
  return {
    base_url: services.baseUrl,
    office: { url: services.officeUrl + paths.office.signIn, email: owner?.email ?? '', password: DEMO_PASSWORD },
    links: entered.flatMap(({ live }) => live),
    sign_in: entered.flatMap(({ signIns }) => signIns),
    passwords: entered.flatMap(({ passwords }) => passwords),
    dead_links: entered.flatMap(({ dead }) => dead),
  };
}

interface Org {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

async function entriesOf(tx: Tx, services: Services, org: Org) {
  const [links, pins, logins] = await Promise.all([
    tx
      .selectFrom('links as l')
      .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'l.org_id').onRef('c.id', '=', 'l.customer_id'))
      .select(['l.id', 'l.kind', 'l.generation', 'l.disabled_at', 'l.expires_at', 'c.name as customer'])
      .where('l.org_id', '=', org.id)
      .where('c.archived_at', 'is', null)
      .orderBy('l.id')
      .limit(50)
      .execute(),
    tx
      .selectFrom('contact_pins as p')
      .innerJoin('contacts as k', (on) => on.onRef('k.org_id', '=', 'p.org_id').onRef('k.id', '=', 'p.contact_id'))
      .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'k.org_id').onRef('c.id', '=', 'k.customer_id'))
      .select(['p.pin_hash', 'p.fails', 'k.email', 'k.phone', 'c.name as customer', 'c.number'])
      .where('p.org_id', '=', org.id)
      .where('k.archived_at', 'is', null)
      .orderBy('c.number')
      .limit(50)
      .execute(),
    tx
      .selectFrom('contact_logins as i')
      .innerJoin('contacts as k', (on) => on.onRef('k.org_id', '=', 'i.org_id').onRef('k.id', '=', 'i.contact_id'))
      .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'k.org_id').onRef('c.id', '=', 'k.customer_id'))
      .select(['i.username', 'i.password_hash', 'c.name as customer'])
      .where('i.org_id', '=', org.id)
      .where('k.archived_at', 'is', null)
      .where('i.password_hash', 'is not', null)
      .orderBy('i.username')
      .limit(50)
      .execute(),
  ]);
  const entry = (link: (typeof links)[number]): DemoLinkEntry => ({
    kind: link.kind,
    customer: link.customer,
    org: org.name,
    url: linkUrl(services.keys, services.baseUrl, link),
  });
  const states = links.map((link) => ({ link, state: linkState(link, services.now()) }));
  return {
    live: states.flatMap(({ link, state }) => (state === 'on' ? [entry(link)] : [])),
    dead: states.flatMap(({ link, state }) => (state === 'on' ? [] : [{ ...entry(link), state }])),
    signIns: await signInsOf(services, org, pins),
    passwords: await passwordsOf(services, org, logins),
  };
}

async function passwordsOf(
  services: Services,
  org: Org,
  rows: readonly { readonly username: string; readonly password_hash: string | null; readonly customer: string }[],
): Promise<readonly DemoPasswordEntry[]> {
  const url = services.baseUrl + paths.portal.signInPassword(org.slug);
  const password = DEMO_CONTACT_PASSWORD;
  const checked = await Promise.all(
    rows.map(async (row) => ({ row, fits: await services.hashing.verify(row.password_hash ?? '', password) })),
  );
  return checked.flatMap(({ row, fits }) =>
    fits ? [{ customer: row.customer, org: org.name, url, username: row.username, password }] : [],
  );
}

interface PinRow {
  readonly pin_hash: string;
  readonly fails: number;
  readonly email: string | null;
  readonly phone: string | null;
  readonly customer: string;
  readonly number: string;
}

async function signInsOf(services: Services, org: Org, rows: readonly PinRow[]): Promise<DemoSignIn[]> {
  const url = services.baseUrl + paths.portal.signIn(org.slug);
  const known = rows.flatMap((row) => {
    const contact = demoOf(org.slug)
      ?.customers.find(({ number }) => number === row.number)
      ?.contacts.find((one) => one.pin !== undefined && (one.phone ?? null) === row.phone && one.pinBlocked !== true);
    return contact?.pin === undefined ? [] : [{ row, pin: contact.pin }];
  });
  const checked = await Promise.all(
    known.map(async ({ row, pin }) => ({ row, pin, fits: await services.hashing.verify(row.pin_hash, pin) })),
  );
  return checked.flatMap(({ row, pin, fits }) =>
    fits && row.fails < 5
      ? [{ customer: row.customer, org: org.name, url, identifier: row.phone ?? row.email ?? row.number, pin }]
      : [],
  );
}

function demoOf(slug: string): DemoOrg | undefined {
  return DEMO_ORGS.find(({ org }) => org.slug === slug);
}
