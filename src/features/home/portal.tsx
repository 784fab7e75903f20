import type { Hono } from 'hono';
import { paths, RESERVED_SLUGS } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { portalDoor, type PortalVisit, menuOf, type MenuPlace } from '../access/index.ts';
import { portalMay, type OrgRow } from '../sessions/index.ts';
import { duesVisibleTo, numberOfInvoice, unpaidInvoices } from '../visible-papers/index.ts';
import { jobsPage, numberOfSubject } from '../visible-jobs/index.ts';
import { balanceInWords, balancesVisibleTo } from '../ledger/index.ts';
import { threadsPage } from '../messages/index.ts';
import { sitesVisibleTo } from '../sites/index.ts';
import { HomePage } from './home.page.tsx';
import { MorePage } from './more.page.tsx';

/** So many of each on the first page; the rest is a link away. */
const COMING = 4;
const PAST = 3;
const TO_DO = 3;
const THREADS = 3;

/** One path segment that may be an org; `/office` and other words of ours never are, wherever they are registered. */
const ORG = `/:org{(?!(?:${[...RESERVED_SLUGS].join('|')})$)[a-z0-9][a-z0-9-]*}`;

/** The customer's first page, and the page of everything else. */
export function homePortal(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  door.get(ORG, {}, home);
  door.get('/:org/more', {}, more);
}

async function home(visit: PortalVisit): Promise<Response> {
  const { actor, org, now, t } = visit;
  if (actor.subject !== null) return toSubject(visit);
  const today = now.toZonedDateTimeISO(org.time_zone).toPlainDate();
  const maySeeJobs = portalMay(actor, 'jobs');
  const maySeeInvoices = portalMay(actor, 'invoices');
  const asked = { page: {}, now, orgZone: org.time_zone };
  const [coming, past, balances, dues, unpaid, threads] = await visit.read((tx) =>
    Promise.all([
      maySeeJobs ? jobsPage(tx, actor, { ...asked, shown: 'coming', size: COMING }) : null,
      maySeeJobs ? jobsPage(tx, actor, { ...asked, shown: 'past', size: PAST }) : null,
      maySeeInvoices ? balancesVisibleTo(tx, actor) : [],
      maySeeInvoices ? duesVisibleTo(tx, actor, today) : [],
      maySeeInvoices ? unpaidInvoices(tx, actor, { size: TO_DO }) : null,
      portalMay(actor, 'messages') ? threadsPage(tx, actor, {}, THREADS) : null,
    ]),
  );
  return visit.page(
    <HomePage
      org={org}
      places={visit.places}
      customer={{ name: actor.name, number: actor.customerNumber }}
      threads={threads?.rows ?? []}
      jobs={coming && past && { coming: coming.rows, past: past.rows }}
      money={
        unpaid && {
          balance: balanceInWords(balances, dues, { t, locale: visit.locale, today }),
          // Money already with us covers what is open; nobody should pay twice.
          isOwing: balances.some((balance) => balance.minor > 0n),
          unpaid: unpaid.rows,
          unpaidCount: dues.reduce((sum, due) => sum + due.count, 0),
        }
      }
    />,
  );
}

/** A link to one job or invoice opens that page and no other. */
async function toSubject(visit: PortalVisit): Promise<Response> {
  const { actor, org } = visit;
  if (actor.subject?.kind === 'job') {
    const number = await visit.read((tx) => numberOfSubject(tx, actor));
    return visit.redirect(paths.portal.job(org.slug, number));
  }
  const number = await visit.read((tx) => numberOfInvoice(tx, actor));
  return visit.redirect(paths.portal.invoice(org.slug, number));
}

/** Whether the org's menu leaves a place out. */
function isHidden(org: OrgRow, place: MenuPlace): boolean {
  return menuOf(org.portal_menu).some((entry) => entry.place === place && entry.stands === 'hidden');
}

async function more(visit: PortalVisit): Promise<Response> {
  const { actor, org, now, t } = visit;
  if (actor.subject !== null) return toSubject(visit);
  const today = now.toZonedDateTimeISO(org.time_zone).toPlainDate();
  const maySeeInvoices = portalMay(actor, 'invoices');
  const [sites, balances, dues] = await visit.read((tx) =>
    Promise.all([
      portalMay(actor, 'sites') ? sitesVisibleTo(tx, actor) : null,
      maySeeInvoices ? balancesVisibleTo(tx, actor) : [],
      maySeeInvoices ? duesVisibleTo(tx, actor, today) : [],
    ]),
  );
  return visit.page(
    <MorePage
      org={org}
      places={visit.places}
      customer={{ name: actor.customerName, number: actor.customerNumber }}
      more={visit.more}
      balance={
        maySeeInvoices && !isHidden(org, 'invoices')
          ? balanceInWords(balances, dues, { t, locale: visit.locale, today })
          : null
      }
      sites={sites}
      mayHavePin={actor.kind === 'contact' && actor.viewedBy === null}
    />,
  );
}
