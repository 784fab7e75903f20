import type { Hono } from 'hono';
import { NotFound, type Problem } from '../../kernel/errors.ts';
import { paths, withQuery } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { DEFAULT_LOOK, formatBytes, isHex, lookOf, nearestAccent, themeProblems } from '../../ui/index.ts';
import { answerPage, lookOfOrg, officeDoor, orgView, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import {
  changeFavicon,
  changeLogo,
  changeLook,
  FAVICON_MOST_PIXELS,
  LOGO_BYTES,
  LOGO_HEIGHT,
  LOGO_WIDTH,
  lookKey,
  readFavicon,
  readLogo,
  undoLook,
  type LogoRefusal,
  type OrgLook,
} from '../orgs/index.ts';
import { told } from '../settings/index.ts';
import { readLook } from './chosen.ts';
import { LookPage } from './look.page.tsx';
import { SamplePage } from './sample.page.tsx';

const PATH = paths.office.settingsPage('look');
const part = (name: string): string => paths.office.settingsPart('look', name);
/** Far beyond the limit of a picture, so that one that is too big is told its size instead of being cut off. */
const UPLOAD_BYTES = 8_000_000;
/** The sample may be framed by our own pages, and runs and sends nothing. */
const SAMPLE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Settings → Look: the portal's colour, font, corners, logo and favicon, seen before they are saved. */
export function lookRoutes(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  const need = { right: 'manage' } as const;
  door.get(PATH, need, (visit) => lookPage(visit, lookNow(visit)));
  door.post(PATH, need, save);
  door.post(part('preview'), need, (visit) => {
    const { typed, problems } = readLook(visit.form);
    return lookPage(visit, typed, problems);
  });
  door.get(part('sample'), need, sample);
  door.post(part('undo'), need, async (visit) => {
    const of = visit.c.req.query('of') ?? '';
    const isUndone = await visit.write((tx) => undoLook(tx, visit.actor, of, visit.now));
    return visit.redirect(PATH, { key: isUndone ? 'look.said-undone' : 'look.said-same' });
  });
  door.post(part('reset'), need, (visit) =>
    put(visit, { ...DEFAULT_LOOK, portal_scheme: 'visitor' }, 'look.said-reset'),
  );
  door.post(part('logo'), { ...need, mostBytes: UPLOAD_BYTES }, saveLogo);
  door.post(part('logo-removal'), need, async (visit) => {
    await visit.write((tx) => changeLogo(tx, visit.actor, null, visit.now));
    return visit.redirect(PATH, { key: 'settings.logo-removed' });
  });
  door.post(part('favicon'), { ...need, mostBytes: UPLOAD_BYTES }, saveFavicon);
  door.post(part('favicon-removal'), need, async (visit) => {
    await visit.write((tx) => changeFavicon(tx, visit.actor, null, visit.now));
    return visit.redirect(PATH, { key: 'look.favicon-removed' });
  });
}

function lookNow({ org }: OfficeVisit): OrgLook {
  return { ...lookOfOrg(org), portal_scheme: org.portal_scheme };
}

async function save(visit: OfficeFormVisit): Promise<Response> {
  const { typed, problems } = readLook(visit.form);
  return problems.length > 0 ? lookPage(visit, typed, problems) : put(visit, typed, 'look.said-saved');
}

async function put(
  visit: OfficeFormVisit,
  look: OrgLook,
  key: 'look.said-saved' | 'look.said-reset',
): Promise<Response> {
  const isChanged = await visit.write((tx) => changeLook(tx, visit.actor, look, visit.now));
  return visit.redirect(PATH, isChanged ? { key, undo: undoPath(look) } : { key: 'look.said-same' });
}

function undoPath(look: OrgLook): string {
  return withQuery(part('undo'), { of: lookKey(look) });
}

async function saveLogo(visit: OfficeFormVisit): Promise<Response> {
  const read = readLogo(await bytesOf(visit, 'logo'));
  if ('refusal' in read) return lookPage(visit, lookNow(visit), [logoProblem(read.refusal, visit.locale)]);
  await visit.write((tx) => changeLogo(tx, visit.actor, read.picture, visit.now));
  return visit.redirect(PATH, { key: 'settings.logo-saved' });
}

async function saveFavicon(visit: OfficeFormVisit): Promise<Response> {
  const read = await readFavicon(await bytesOf(visit, 'favicon'));
  if ('refusal' in read) {
    const problem = { field: 'favicon', key: `look.favicon-${read.refusal}`, values: { most: FAVICON_MOST_PIXELS } };
    return lookPage(visit, lookNow(visit), [problem]);
  }
  await visit.write((tx) => changeFavicon(tx, visit.actor, read.png, visit.now));
  return visit.redirect(PATH, { key: 'look.favicon-saved' });
}

async function bytesOf(visit: OfficeFormVisit, field: string): Promise<Uint8Array> {
  return new Uint8Array((await visit.form.file(field)?.arrayBuffer()) ?? []);
}

function logoProblem({ reason, bytes, width, height }: LogoRefusal, locale: string): Problem {
  return {
    field: 'logo',
    key: `settings.logo-${reason}`,
    values: {
      size: formatBytes(bytes, locale),
      width,
      height,
      mostHeight: LOGO_HEIGHT,
      mostWidth: LOGO_WIDTH,
      mostSize: formatBytes(LOGO_BYTES, locale),
    },
  };
}

async function lookPage(visit: OfficeVisit, look: OrgLook, problems: readonly Problem[] = []): Promise<Response> {
  const now = lookNow(visit);
  const isSound = isHex(look.accent) && themeProblems(look.accent).length === 0;
  const before = await visit.read((tx) =>
    tx.selectFrom('orgs').select('look_before').where('id', '=', visit.actor.orgId).executeTakeFirstOrThrow(),
  );
  return visit.page(
    <LookPage
      frame={visit.frame}
      look={look}
      // What can't be read isn't shown either: the frames keep what is saved.
      shown={lookOfOrg({ ...now, ...look, accent: isSound ? look.accent : now.accent })}
      nearest={!isSound && isHex(look.accent) ? nearestAccent(look.accent) : null}
      undoPath={before.look_before === null ? null : undoPath(now)}
      org={orgView(visit.org)}
      problems={told(problems, visit.t)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

/** A page of the portal as a customer would see it, with a look that isn't saved yet. */
function sample({ c, services, org, t, locale, now }: OfficeVisit): Response {
  const look = lookOf(c.req.query('look') ?? '');
  if (look === null || themeProblems(look.accent).length > 0) throw new NotFound();
  c.header('Content-Security-Policy', SAMPLE_POLICY);
  const scheme = c.req.query('scheme') === 'dark' ? 'dark' : 'light';
  return answerPage(
    c,
    services,
    { door: 'portal', org: { ...org, ...look }, csrf: '', sample: scheme },
    <SamplePage currency={org.currency} t={t} locale={locale} today={now.toZonedDateTimeISO(org.time_zone)} />,
  );
}
