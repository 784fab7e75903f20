import type { Context, Hono } from 'hono';
import type { VNode } from 'preact';
import type { PortalActor, StaffActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { paths, withQuery } from '../../kernel/paths.ts';
import type { Area } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import { cookiesOf, readForm, type TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import type { NavItem } from '../../ui/portal-shell.tsx';
import type { Voice } from '../../words/index.ts';
import { record } from '../audit/index.ts';
import {
  portalCookie,
  checkCsrf,
  csrfToken,
  findSession,
  readSessionCookie,
  type OrgRow,
  keepSession,
  portalActor,
  portalMay,
  sessionRefusal,
} from '../sessions/index.ts';
import { hasOwnHost } from './hosts.ts';
import { answerPage, redirectSaying, type Said } from './page.tsx';
import {
  ConfirmPage,
  asksForStepUp,
  carry,
  hasPasskey,
  isSteppedUp,
  readReach,
  type StepUp,
} from '../fresh-proof/index.ts';
import { portalPlaces, withUnread, type Place } from './portal-places.ts';
import { receiveForm, type FilesNeed, type SentFiles, type UploadPlace } from './receive-form.ts';
import { keptVoice, portalVoice } from './visitor-choices.ts';
import { unreadThreads } from './unread.ts';

/** A customer's request, known and allowed. */
export interface PortalVisit extends Voice {
  readonly c: Context;
  readonly services: Services;
  readonly actor: PortalActor;
  readonly org: OrgRow;
  readonly now: Temporal.Instant;
  /** For what is handed out to keep, such as an invoice. */
  readonly kept: Voice;
  /** Whether the visitor has shown lately who sits there (see `step-up.ts`). */
  readonly steppedUp: boolean;
  /** The places of the bar that this visitor may go to. */
  readonly places: readonly NavItem[];
  /** What else is open to this visitor, for the page *More*. */
  readonly more: readonly Place[];
  /** Reads in one round trip: `work` issues all its queries before it awaits the first. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  page(page: VNode, status?: 200 | 422): Response;
  redirect(path: string, said?: Said): Response;
}

export interface PortalFormVisit extends PortalVisit {
  readonly form: TypedForm;
}

export interface PortalFilesVisit extends PortalFormVisit {
  readonly sent: SentFiles;
}

export interface PortalNeed {
  /** The area that must be open to the visitor; otherwise the page doesn't exist for them. */
  readonly area?: Area;
  /** For a person: whoever came by a link that names none has nothing of their own. */
  readonly person?: boolean;
  /** Asks first for a fresh PIN sent to an address on file, unless the org took this off its list. */
  readonly stepUp?: StepUp;
  /** A screen that asks by itself: nobody did anything, so the session does not live on by it. */
  readonly quiet?: boolean;
}

/**
 * Registers routes of the customer's side. Every one of them needs a session of that org, and its area; every write
 * needs the form's token too, and is refused while staff look on. What needs a step-up leads there first: a page is
 * shown after it, and a form that was sent is kept and carried out after it.
 */
export function portalDoor(app: Hono, services: Services) {
  return {
    get(pattern: string, need: PortalNeed, handler: (visit: PortalVisit) => Promise<Response> | Response): void {
      app.get(pattern, async (c) => {
        const visit = await enter(c, services, need);
        if (visit instanceof Response) return visit;
        return mustConfirm(visit, need) ? leadToConfirm(visit, need) : handler(visit);
      });
    },
    post(pattern: string, need: PortalNeed, handler: (visit: PortalFormVisit) => Promise<Response> | Response): void {
      app.post(pattern, async (c) => {
        const visit = await enter(c, services, need);
        if (visit instanceof Response) return visit;
        const form = await readForm(c);
        checkCsrf(services.keys, visit.actor.sessionId, form);
        if (visit.actor.viewedBy !== null) throw new Refused('access.refused-viewing');
        return mustConfirm(visit, need) ? askToConfirm(visit, need, form) : handler({ ...visit, form });
      });
    },
    /**
     * A form with files, which go to the store as they arrive. `begin` writes down the names they have there; the handler
     * owns the files from then on.
     */
    files(
      pattern: string,
      need: PortalNeed & FilesNeed,
      begin: (visit: PortalVisit, place: UploadPlace) => Promise<void>,
      handler: (visit: PortalFilesVisit) => Promise<Response> | Response,
    ): void {
      app.post(pattern, async (c) => {
        const visit = await enter(c, services, need);
        if (visit instanceof Response) return visit;
        if (visit.actor.viewedBy !== null) throw new Refused('access.refused-viewing');
        const holder = visit.actor.sessionId;
        const { form, sent } = await receiveForm(c, services, holder, need, (place) => begin(visit, place));
        return handler({ ...visit, form, sent });
      });
    },
  };
}

async function enter(c: Context, services: Services, need: PortalNeed): Promise<PortalVisit | Response> {
  const slug = c.req.param('org') ?? '';
  const found = await sessionOf(c, services, slug, need);
  if (found === null) return c.redirect(signInPath(c, slug), 303);
  const { actor } = found;
  if (need.area !== undefined && !portalMay(actor, need.area)) throw new NotFound();
  if (need.person === true && actor.kind !== 'contact') throw new NotFound();
  if (actor.viewedBy !== null && c.req.method === 'GET') await noteLook(c, services, found, actor.viewedBy);
  return visitOf(c, services, found);
}

/** Every page that staff look at through a customer's eyes is written into the log, before it is shown. */
async function noteLook(
  c: Context,
  services: Services,
  { actor, org }: OpenSession,
  { staffId, name }: { readonly staffId: string; readonly name: string },
): Promise<void> {
  const viewer: StaffActor = {
    kind: 'staff',
    orgId: actor.orgId,
    staffId,
    name,
    role: 'viewer',
    sessionId: actor.sessionId,
  };
  await services.db.inScope(viewer, (tx) =>
    record(tx, viewer, 'portal.page_viewed', {
      now: services.now(),
      customerId: actor.customerId,
      subject:
        actor.kind === 'contact'
          ? { kind: 'contact', id: actor.contactId }
          : { kind: 'customer', id: actor.customerId },
      data: { page: c.req.path.slice(0, 200).replace(paths.portal.home(org.slug), '') || '/' },
    }),
  );
}

function mustConfirm(visit: PortalVisit, { stepUp }: PortalNeed): boolean {
  return stepUp !== undefined && asksForStepUp(visit, visit.org, stepUp);
}

/** Staff looking on can't answer for the customer, and what lies behind is the customer's alone. */
function leadToConfirm({ c, actor, org, redirect }: PortalVisit, { stepUp }: PortalNeed): Response {
  if (actor.viewedBy !== null) throw new Refused('access.refused-viewing-confirm');
  const here = new URL(c.req.url);
  return redirect(withQuery(paths.portal.confirm(org.slug), { for: stepUp, next: `${here.pathname}${here.search}` }));
}

/** Answers a form that came too early: the page that asks, with everything that was typed in it. */
async function askToConfirm(visit: PortalVisit, { stepUp }: PortalNeed, form: TypedForm): Promise<Response> {
  const { c, services, actor, org, places, page } = visit;
  const here = new URL(c.req.url);
  const path = `${here.pathname}${here.search}`;
  return page(
    <ConfirmPage
      slug={org.slug}
      places={places}
      action={stepUp ?? null}
      next=""
      carried={carry(services.keys, actor.sessionId, path, form)}
      reach={await readReach(services, actor)}
      byPasskey={await hasPasskey(services, actor)}
    />,
  );
}

interface OpenSession {
  readonly actor: PortalActor;
  readonly org: OrgRow;
  readonly linkId: string | null;
  readonly steppedUp: boolean;
  /** Nobody has done anything in it yet: so far it may be a mail scanner's. */
  readonly isUnseen: boolean;
  readonly voice: Voice;
  readonly kept: Voice;
}

/** The session this request carries for an org, if it still opens anything. */
export async function sessionOf(
  c: Context,
  services: Services,
  slug: string,
  { quiet = false }: Pick<PortalNeed, 'quiet'> = {},
): Promise<OpenSession | null> {
  const cookie = readSessionCookie(cookiesOf(c, services.baseUrl).get(portalCookie(slug)));
  const row = cookie && (await findSession(services.db, cookie));
  if (!cookie || !row || row.org.slug !== slug || sessionRefusal(row, services.now()) !== null) return null;
  const actor = portalActor(row, services.now());
  if (actor === null) return null;
  if (!quiet) await keepSession(services, c, cookie, row);
  return {
    actor,
    org: row.org,
    linkId: row.link_id,
    steppedUp: isSteppedUp(row.stepped_up_at, services.now()),
    isUnseen: row.human_at === null,
    voice: portalVoice(c, services, row.org, row),
    kept: keptVoice(c, services, row.org, row),
  };
}

function visitOf(c: Context, services: Services, session: OpenSession): PortalVisit {
  const { actor, org, voice } = session;
  const places = portalPlaces(actor, org, c.req.path, voice);
  const counts = portalMay(actor, 'messages') && actor.subject === null;
  return {
    c,
    services,
    actor,
    org,
    now: services.now(),
    ...voice,
    kept: session.kept,
    steppedUp: session.steppedUp,
    places: places.bar,
    more: places.more,
    // What the bar counts travels with the page's own queries.
    read: (work) =>
      services.db.inOneTrip(actor, async (tx) => {
        const [result, unread] = await Promise.all([work(tx), counts ? unreadThreads(tx, actor) : 0]);
        withUnread(places.bar, paths.portal.messages(org.slug), unread);
        return result;
      }),
    write: (work) => {
      if (actor.viewedBy !== null) throw new Refused('access.refused-viewing');
      return services.db.inScope(actor, work);
    },
    page: (page, status) =>
      answerPage(
        c,
        services,
        {
          door: 'portal',
          org,
          csrf: csrfToken(services.keys, actor.sessionId),
          viewer: {
            ...viewerOf(session, services),
            ...(counts && actor.viewedBy === null ? { live: liveOf(org) } : {}),
          },
        },
        page,
        status,
      ),
    redirect: (path, said) => redirectSaying(c, services, path, said),
  };
}

function liveOf({ slug }: OrgRow) {
  return { counts: paths.portal.counts(slug), stream: withQuery(paths.portal.live(slug), { counts: 'only' }) };
}

function viewerOf({ actor, org, isUnseen }: OpenSession, services: Services) {
  const officeStart = hasOwnHost(services) ? services.officeUrl : '';
  return {
    name: actor.name,
    signOutPath: paths.portal.signOut(org.slug),
    ...(isUnseen ? { seenPath: paths.portal.seen(org.slug) } : {}),
    ...(actor.viewedBy === null
      ? {}
      : { viewAs: { backPath: `${officeStart}${paths.office.customer(actor.customerNumber)}` } }),
  };
}

function signInPath(c: Context, slug: string): string {
  const here = new URL(c.req.url);
  const next = c.req.method === 'GET' ? `${here.pathname}${here.search}` : '';
  const path = paths.portal.signIn(slug);
  return next === '' || next === paths.portal.home(slug) ? path : `${path}?next=${encodeURIComponent(next)}`;
}
