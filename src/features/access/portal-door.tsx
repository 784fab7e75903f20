import type { Context, Hono } from 'hono';
import type { VNode } from 'preact';
import type { PortalActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Area } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import { cookiesOf, readForm, type TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import type { NavItem } from '../../ui/portal-shell.tsx';
import type { Translate } from '../../words/index.ts';
import { portalCookie } from './begin-session.ts';
import { checkCsrf, csrfToken } from './csrf.ts';
import { findSession, readSessionCookie, type OrgRow } from './find-session.ts';
import { keepSession } from './keep-session.ts';
import { answerPage, redirectSaying, translate, type Said } from './page.tsx';
import { portalPlaces } from './portal-places.ts';
import { portalActor, portalMay, sessionRefusal } from './session.ts';

/** A customer's request, known and allowed. */
export interface PortalVisit {
  readonly c: Context;
  readonly services: Services;
  readonly actor: PortalActor;
  readonly org: OrgRow;
  readonly now: Temporal.Instant;
  readonly t: Translate;
  /** The places of the bar that this visitor may go to. */
  readonly places: readonly NavItem[];
  /** Reads in one round trip: `work` issues all its queries before it awaits the first. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  page(page: VNode, status?: 200 | 422): Response;
  redirect(path: string, said?: Said): Response;
}

export interface PortalFormVisit extends PortalVisit {
  readonly form: TypedForm;
}

export interface PortalNeed {
  /** The area that must be open to the visitor; otherwise the page doesn't exist for them. */
  readonly area?: Area;
}

/**
 * Registers routes of the customer's side. Every one of them needs a session of that org, and its area; every write
 * needs the form's token too, and is refused while staff look on.
 */
export function portalDoor(app: Hono, services: Services) {
  return {
    get(pattern: string, need: PortalNeed, handler: (visit: PortalVisit) => Promise<Response> | Response): void {
      app.get(pattern, async (c) => {
        const visit = await enter(c, services, need);
        return visit instanceof Response ? visit : handler(visit);
      });
    },
    post(pattern: string, need: PortalNeed, handler: (visit: PortalFormVisit) => Promise<Response> | Response): void {
      app.post(pattern, async (c) => {
        const visit = await enter(c, services, need);
        if (visit instanceof Response) return visit;
        const form = await readForm(c);
        checkCsrf(services.keys, visit.actor.sessionId, form);
        if (visit.actor.viewedBy !== null) throw new Refused('access.refused-viewing');
        return handler({ ...visit, form });
      });
    },
  };
}

async function enter(c: Context, services: Services, need: PortalNeed): Promise<PortalVisit | Response> {
  const slug = c.req.param('org') ?? '';
  const found = await sessionOf(c, services, slug);
  if (found === null) return c.redirect(signInPath(c, slug), 303);
  const { actor } = found;
  if (need.area !== undefined && !portalMay(actor, need.area)) throw new NotFound();
  return visitOf(c, services, found);
}

interface OpenSession {
  readonly actor: PortalActor;
  readonly org: OrgRow;
  readonly linkId: string | null;
  /** Nobody has done anything in it yet: so far it may be a mail scanner's. */
  readonly isUnseen: boolean;
}

/** The session this request carries for an org, if it still opens anything. */
export async function sessionOf(c: Context, services: Services, slug: string): Promise<OpenSession | null> {
  const cookie = readSessionCookie(cookiesOf(c, services.baseUrl).get(portalCookie(slug)));
  const row = cookie && (await findSession(services.db, cookie));
  if (!cookie || !row || row.org.slug !== slug || sessionRefusal(row, services.now()) !== null) return null;
  const actor = portalActor(row);
  if (actor === null) return null;
  await keepSession(services, c, cookie, row);
  return { actor, org: row.org, linkId: row.link_id, isUnseen: row.human_at === null };
}

function visitOf(c: Context, services: Services, session: OpenSession): PortalVisit {
  const { actor, org } = session;
  return {
    c,
    services,
    actor,
    org,
    now: services.now(),
    t: translate,
    places: portalPlaces(actor, org, c.req.path, translate),
    read: (work) => services.db.inOneTrip(actor, work),
    write: (work) => {
      if (actor.viewedBy !== null) throw new Refused('access.refused-viewing');
      return services.db.inScope(actor, work);
    },
    page: (page, status) =>
      answerPage(
        c,
        services,
        { door: 'portal', org, csrf: csrfToken(services.keys, actor.sessionId), viewer: viewerOf(session) },
        page,
        status,
      ),
    redirect: (path, said) => redirectSaying(c, services, path, said),
  };
}

function viewerOf({ actor, org, isUnseen }: OpenSession) {
  return {
    name: actor.name,
    signOutPath: paths.portal.signOut(org.slug),
    ...(isUnseen ? { seenPath: paths.portal.seen(org.slug) } : {}),
    ...(actor.viewedBy === null ? {} : { viewAs: { backPath: paths.office.customer(actor.customerNumber) } }),
  };
}

function signInPath(c: Context, slug: string): string {
  const here = new URL(c.req.url);
  const next = c.req.method === 'GET' ? `${here.pathname}${here.search}` : '';
  const path = paths.portal.signIn(slug);
  return next === '' || next === paths.portal.home(slug) ? path : `${path}?next=${encodeURIComponent(next)}`;
}
