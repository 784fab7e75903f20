import { sql, type RawBuilder } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { effective } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import { listPage } from '../../platform/db/keyset.ts';
import { byName, COUNTED } from '../../platform/db/name-list.ts';
import {
  beginsAs,
  matches,
  searchWords,
  termsLike,
  type SearchWords,
  type Word,
} from '../../platform/db/search-words.ts';
import type { JobOfSite, Site, SiteCustomer, SiteRecord, SitesAsked, SitesFound, Viewer } from './site.ts';

const PER_PAGE = 50;

/** A page of sites by name. */
export async function findSites(tx: Tx, actor: StaffActor, asked: SitesAsked, country: string): Promise<SitesFound> {
  const words = asked.q === '' ? null : await searchWords(tx, asked.q, country);
  const [rows, { count }] = await Promise.all([
    pageRows(tx, actor, asked, words),
    tx
      .selectFrom(matching(tx, actor, asked.archived, words).select('s.id').limit(COUNTED).as('found'))
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
      .executeTakeFirstOrThrow(),
  ]);
  const page = listPage(rows, PER_PAGE, asked.page, (row) => ({ key: row.sort_name, id: row.id }));
  return {
    ...page,
    count,
    rows: page.rows.map((row) => ({
      id: row.id,
      name: row.name,
      postcode: row.postcode,
      customerName: row.customer_name,
    })),
  };
}

function pageRows(tx: Tx, actor: StaffActor, { archived, page }: SitesAsked, words: SearchWords | null) {
  const { name, direction, past } = byName('s', page);
  return matching(tx, actor, archived, words)
    .leftJoin('customers as c', (on) => on.onRef('c.org_id', '=', 's.org_id').onRef('c.id', '=', 's.customer_id'))
    .select(['s.id', 's.name', 's.postcode', 'c.name as customer_name'])
    .select(name.as('sort_name'))
    .where(past)
    .orderBy(name, direction)
    .orderBy('s.id', direction)
    .limit(PER_PAGE + 1)
    .execute();
}

function matching(tx: Tx, actor: StaffActor, archived: boolean, words: SearchWords | null) {
  return tx
    .selectFrom('sites as s')
    .where('s.org_id', '=', actor.orgId)
    .where('s.archived_at', archived ? 'is not' : 'is', null)
    .where(words === null ? sql<boolean>`true` : matches(words, hasTerm(actor.orgId)));
}

/**
 * The index holds the words of a site under its customer. One without a customer is in no index; there are few, and
 * the words of their row are made as they are read.
 */
function hasTerm(orgId: string): (word: Word) => RawBuilder<boolean> {
  return (word) => {
    const sources = termsLike(orgId, 'customer', word).select('t.source_id');
    return sql<boolean>`(s.id in (${sources}) or s.customer_id in (${sources}) or (s.customer_id is null and exists (
      select from app.words(s.name, s.line1, s.postcode, replace(s.postcode, ' ', '')) as own(term) where ${beginsAs('own.term', word)})))`;
  };
}

/** @throws NotFound */
export async function findSite(
  tx: Tx,
  actor: StaffActor,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<Site> {
  if (!isUuid(id)) throw new NotFound();
  const site = await tx
    .selectFrom('sites')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!site) throw new NotFound();
  return site;
}

export async function customerOfSite(tx: Tx, actor: StaffActor, site: Site): Promise<SiteCustomer | null> {
  if (site.customer_id === null) return null;
  const row = await tx
    .selectFrom('customers')
    .select(['id', 'number', 'name', 'permissions', 'archived_at'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', site.customer_id)
    .executeTakeFirst();
  return row ?? null;
}

/** The site with its customer, its newest jobs and who may see it. @throws NotFound */
export async function siteRecord(tx: Tx, actor: StaffActor, id: string, orgPermissions: unknown): Promise<SiteRecord> {
  const site = await findSite(tx, actor, id);
  const [customer, jobs] = await Promise.all([customerOfSite(tx, actor, site), jobsAt(tx, actor, site)]);
  const viewers =
    customer === null || site.archived_at !== null ? [] : await viewersOf(tx, actor, site, customer, orgPermissions);
  return { site, customer, jobs, viewers };
}

const SHOWN_JOBS = 20;

function jobsAt(tx: Tx, actor: StaffActor, site: Site): Promise<readonly JobOfSite[]> {
  return tx
    .selectFrom('jobs')
    .select(['id', 'number', 'title', 'step', 'starts_at', 'ends_at'])
    .where('org_id', '=', actor.orgId)
    .where('site_id', '=', site.id)
    .orderBy('starts_at', (order) => order.desc().nullsLast())
    .orderBy('id')
    .limit(SHOWN_JOBS)
    .execute();
}

/** Contacts whose sites are all of the customer's, or to whom this one was given. The same rule as the portal's. */
async function viewersOf(
  tx: Tx,
  actor: StaffActor,
  site: Site,
  customer: SiteCustomer,
  orgPermissions: unknown,
): Promise<readonly Viewer[]> {
  const contacts = await tx
    .selectFrom('contacts as p')
    .leftJoin('contact_sites as cs', (on) =>
      on.onRef('cs.org_id', '=', 'p.org_id').onRef('cs.contact_id', '=', 'p.id').on('cs.site_id', '=', site.id),
    )
    .select(['p.id', 'p.first_name', 'p.last_name', 'p.email', 'p.phone', 'p.permissions', 'cs.site_id'])
    .where('p.org_id', '=', actor.orgId)
    .where('p.customer_id', '=', customer.id)
    .where('p.archived_at', 'is', null)
    .orderBy('p.is_main', 'desc')
    .orderBy('p.id')
    .execute();
  return contacts.flatMap((contact): Viewer[] => {
    const layers = { org: orgPermissions, customer: customer.permissions, contact: contact.permissions };
    const { choice } = effective('sites', layers);
    const sees = choice === 'all' || (choice === 'chosen' && contact.site_id !== null);
    if (!sees || effective('portal', layers).choice === 'no') return [];
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ') || contact.email || contact.phone;
    return [{ id: contact.id, name, why: choice === 'all' ? 'all' : 'chosen' }];
  });
}
