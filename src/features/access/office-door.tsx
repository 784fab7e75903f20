import type { Context, Hono } from 'hono';
import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { ownPath, paths, withQuery } from '../../kernel/paths.ts';
import { staffMay, type StaffRight } from '../../kernel/permissions.ts';
import { FileTooLarge, MalformedUpload, receiveUpload, type UploadedForm } from '../../platform/files/index.ts';
import { BadRequest, cookiesOf, readForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Voice } from '../../words/index.ts';
import {
  OFFICE_COOKIE,
  checkCsrf,
  csrfToken,
  isCsrfToken,
  findSession,
  readSessionCookie,
  type OrgRow,
  keepSession,
  sessionRefusal,
  staffActor,
} from '../sessions/index.ts';
import { deskOf, officeFrame } from './office-frame.ts';
import { answerPage, redirectSaying } from './page.tsx';
import type { OfficeFilesVisit, OfficeFormVisit, OfficeUploadVisit, OfficeVisit } from './office-visit.ts';
import { askInOffice, leadToOfficeConfirm, isSteppedUp } from '../fresh-proof/index.ts';
import { receiveForm, type FilesNeed, type UploadPlace } from './receive-form.ts';
import { unreadInOffice } from './unread.ts';
import { officeVoice } from './visitor-choices.ts';

export interface OfficeNeed {
  readonly right: StaffRight;
  /** Asks for password or passkey again when the last time is longer ago than ten minutes. */
  readonly fresh?: boolean;
  /** Open to a member who has to set up a second step before anything else. */
  readonly settingUp?: boolean;
  /** The biggest form the route takes; 1 MB unless it takes files. */
  readonly mostBytes?: number;
  /** A screen that asks by itself: nobody did anything, so the session does not live on by it. */
  readonly quiet?: boolean;
}

/**
 * Registers routes of the office. Every one needs a member of staff with the right; every write the form's token. What
 * needs a fresh proof leads there first: a page is shown after it, and a form that was sent is kept and carried out.
 */
export function officeDoor(app: Hono, services: Services) {
  return {
    get(pattern: string, need: OfficeNeed, handler: (visit: OfficeVisit) => Promise<Response> | Response): void {
      app.get(pattern, async (c) => {
        const visit = await enter(c, services, need);
        if (visit instanceof Response) return visit;
        return need.fresh === true && !visit.fresh ? leadToOfficeConfirm(visit) : handler(visit);
      });
    },
    post(pattern: string, need: OfficeNeed, handler: (visit: OfficeFormVisit) => Promise<Response> | Response): void {
      app.post(pattern, async (c) => {
        const visit = await enter(c, services, need);
        if (visit instanceof Response) return visit;
        const form = await readForm(c, need.mostBytes);
        checkCsrf(services.keys, visit.actor.sessionId, form);
        return need.fresh === true && !visit.fresh ? askInOffice(visit, form) : handler({ ...visit, form });
      });
    },
    /** A form with files, as `portalDoor` takes them. */
    files(
      pattern: string,
      need: OfficeNeed & FilesNeed,
      begin: (visit: OfficeVisit, place: UploadPlace) => Promise<void>,
      handler: (visit: OfficeFilesVisit) => Promise<Response> | Response,
    ): void {
      app.post(pattern, async (c) => {
        const visit = await enter(c, services, need);
        if (visit instanceof Response) return visit;
        const holder = visit.actor.sessionId;
        const { form, sent } = await receiveForm(c, services, holder, need, (place) => begin(visit, place));
        return handler({ ...visit, form, sent });
      });
    },
    /**
     * A form with a file, which goes to the store as it arrives and never lies in memory. The handler owns the file: it
     * keeps its key or removes it.
     */
    upload(
      pattern: string,
      need: OfficeNeed & { readonly mostBytes: number },
      handler: (visit: OfficeUploadVisit) => Promise<Response> | Response,
    ): void {
      app.post(pattern, async (c) => {
        const visit = await enter(c, services, need);
        if (visit instanceof Response) return visit;
        const upload = await received(c, services, need.mostBytes);
        if (upload instanceof Error) return handler({ ...visit, upload });
        const token = upload.fields.get('csrf') ?? '';
        if (!isCsrfToken(services.keys, visit.actor.sessionId, token)) {
          if (upload.file) await services.files.remove(upload.file.key);
          throw new BadRequest(403, 'the form is not from this session');
        }
        return handler({ ...visit, upload });
      });
    },
  };
}

/** The form, or why it could not be taken. */
async function received(
  c: Context,
  services: Services,
  maxBytes: number,
): Promise<UploadedForm | MalformedUpload | FileTooLarge> {
  try {
    return await receiveUpload(c.req.raw, services.files, { maxBytes });
  } catch (error) {
    if (error instanceof MalformedUpload || error instanceof FileTooLarge) return error;
    throw error;
  }
}

async function enter(c: Context, services: Services, need: OfficeNeed): Promise<OfficeVisit | Response> {
  const found = await officeSessionOf(c, services, need);
  if (found === null) return c.redirect(signInPath(c), 303);
  const { actor, org, voice, fresh } = found;
  if (found.secondStepDue && need.settingUp !== true)
    return redirectSaying(c, services, paths.office.accountPart('second-step'));
  const frame = {
    ...officeFrame(actor, c.req.path, voice.t),
    // A screen that only listens draws no page.
    ...(need.quiet === true
      ? {}
      : await deskOf(services, actor, { path: c.req.path, search: new URL(c.req.url).search })),
  };
  // A page that a role may not use doesn't exist for it, like a stranger's.
  if (!staffMay(actor.role, need.right)) throw new NotFound();
  return {
    c,
    services,
    actor,
    org,
    now: services.now(),
    ...voice,
    fresh,
    frame,
    may: (right) => staffMay(actor.role, right),
    // What the rail counts travels with the page's own queries.
    read: (work) =>
      services.db.inReadScope(actor, async (tx) => {
        const [result, unread] = await Promise.all([work(tx), unreadInOffice(tx, actor)]);
        frame.fresh.set(paths.office.messages, unread);
        return result;
      }),
    write: (work) => services.db.inScope(actor, work),
    page: (page, status) =>
      answerPage(
        c,
        services,
        { door: 'office', org, csrf: csrfToken(services.keys, actor.sessionId), viewer: viewerOf(found) },
        page,
        status,
      ),
    redirect: (path, said) => redirectSaying(c, services, path, said),
  };
}

interface OpenOfficeSession {
  readonly actor: StaffActor;
  readonly org: OrgRow;
  readonly voice: Voice;
  /** What the member chose; null follows the browser. */
  readonly ownLanguage: string | null;
  readonly fresh: boolean;
  readonly secondStepDue: boolean;
}

/** The office session this request carries, if it still opens anything. */
export async function officeSessionOf(
  c: Context,
  services: Services,
  { quiet = false }: Pick<OfficeNeed, 'quiet'> = {},
): Promise<OpenOfficeSession | null> {
  const cookie = readSessionCookie(cookiesOf(c, services.baseUrl).get(OFFICE_COOKIE));
  const row = cookie && (await findSession(services.db, cookie));
  if (!cookie || !row || sessionRefusal(row, services.now()) !== null) return null;
  const actor = staffActor(row);
  if (actor === null) return null;
  if (!quiet) await keepSession(services, c, cookie, row);
  const voice = officeVoice(c, services, row.org, row);
  const fresh = isSteppedUp(row.stepped_up_at ?? row.created_at, services.now());
  const about = { ownLanguage: row.staff_language, fresh, secondStepDue: row.second_step_due };
  return { actor, org: row.org, voice, ...about };
}

function viewerOf({ actor, voice: { t }, ownLanguage }: OpenOfficeSession) {
  return {
    name: actor.name,
    role: t(`access.role-${actor.role}`),
    signOutPath: paths.office.signOut,
    accountPath: paths.office.account,
    choicesPath: paths.office.appearance,
    live: { counts: paths.office.counts, stream: withQuery(paths.office.live, { counts: 'only' }) },
    language: ownLanguage,
  };
}

function signInPath(c: Context): string {
  const here = new URL(c.req.url);
  const next = c.req.method === 'GET' ? ownPath(`${here.pathname}${here.search}`) : null;
  return next === null || next === paths.office.home
    ? paths.office.signIn
    : `${paths.office.signIn}?next=${encodeURIComponent(next)}`;
}
