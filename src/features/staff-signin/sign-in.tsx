import type { Context, Hono } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { TooMany } from '../../kernel/errors.ts';
import { ownPath, paths } from '../../kernel/paths.ts';
import { clientAddress, cookiesOf, forgetPages } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { endSession, OFFICE_COOKIE, readSessionCookie } from '../sessions/index.ts';
import { redirectSaying } from '../access/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import { askToSignInByPasskey, passkeySite, provePasskey } from '../passkeys/index.ts';
import { readStaffEmail } from '../signin/index.ts';
import { arrive, arriveWithForm, type Arrival, type FormArrival } from './arrival.tsx';
import { enterOffice, passwordWasRight } from './enter-office.ts';
import type { Member } from './member.ts';
import { isMember, membersWith, officeName } from './members.ts';
import { keepSignIn } from './second-cookie.ts';
import { OfficeSignInPage } from './sign-in.page.tsx';
import { placeOf } from './tries.ts';

/** Questions to authenticators are rows: more than this from one address is nobody who signs in. */
const QUESTIONS: Limit = { name: 'staff-passkey', most: 60, seconds: 900 };

/** Getting into the office by password, with or without a second step, or by passkey. */
export function signInRoutes(app: Hono, services: Services): void {
  const { office } = paths;
  app.get(office.signIn, (c) => {
    const { page } = arrive(c, services);
    return page(<OfficeSignInPage next={ownPath(c.req.query('next')) ?? ''} email="" />);
  });
  app.post(office.signIn, async (c) => signIn(await arriveWithForm(c, services)));
  app.post(office.signInPasskeyOptions, async (c) => passkeyOptions(await arriveWithForm(c, services)));
  app.post(office.signInPasskey, async (c) => signInByPasskey(await arriveWithForm(c, services)));
  app.post(office.signOut, (c) => signOut(c, services));
}

/** Pages of the office only. */
export function destination(next: string): string {
  return next.startsWith(`${paths.office.home}/`) ? next : paths.office.home;
}

async function signIn({ c, services, browser, form, page }: FormArrival): Promise<Response> {
  const next = ownPath(form.text('next')) ?? '';
  const typed = form.text('email');
  const email = readStaffEmail(typed);
  const place = placeOf(c, services);
  const members =
    email === null ? [] : await membersWith(services, { email, password: form.secret('password'), place });
  const chosen = members.length > 1 ? members.find((member) => member.orgId === form.text('office')) : members[0];
  if (members.length > 1 && !chosen) {
    const offices = await Promise.all(
      members.map(async (member) => ({ id: member.orgId, name: await officeName(services, member.orgId) })),
    );
    return page(<OfficeSignInPage next={next} email={typed} offices={offices} problem="signin.office-which" />, 422);
  }
  if (!chosen) return page(<OfficeSignInPage next={next} email={typed} problem="signin.office-wrong" />, 422);
  return afterPassword({ c, services, browser }, chosen, next);
}

/** On from a right password: in, or to the second step. */
export async function afterPassword(
  { c, services, browser }: Pick<Arrival, 'c' | 'services' | 'browser'>,
  member: Member,
  next: string,
): Promise<Response> {
  const open = await passwordWasRight(c, services, member, browser);
  if (open === null) return redirectSaying(c, services, destination(next));
  keepSignIn({ c, services, browser }, open, next);
  return redirectSaying(c, services, paths.office.signInSecond);
}

async function passkeyOptions({ c, services, browser }: FormArrival): Promise<Response> {
  const of = clientAddress(c, services.trustedProxies);
  const allowed = await services.db.inScope(gate(null), (tx) =>
    withinLimit(tx, services.keys, { limit: QUESTIONS, of, orgId: null, now: services.now() }),
  );
  if (!allowed) throw new TooMany(QUESTIONS.seconds);
  const site = passkeySite(services.officeUrl, 'office');
  return c.json(await askToSignInByPasskey(services, { site, holder: browser, orgId: null }));
}

async function signInByPasskey({ c, services, browser, form, page }: FormArrival): Promise<Response> {
  const next = ownPath(form.text('next')) ?? '';
  const site = passkeySite(services.officeUrl, 'office');
  const owner = await provePasskey(services, { site, holder: browser, orgId: null, typed: form.text('passkey') });
  const member = owner && { orgId: owner.orgId, staffId: owner.id };
  if (member === null || !(await isMember(services, member)))
    return page(<OfficeSignInPage next={next} email="" problem="passkeys.not-right" />, 422);
  await enterOffice(c, services, member, 'passkey');
  return redirectSaying(c, services, destination(next));
}

async function signOut(c: Context, services: Services): Promise<Response> {
  const cookies = cookiesOf(c, services.baseUrl);
  const cookie = readSessionCookie(cookies.get(OFFICE_COOKIE));
  if (cookie !== null) await endSession(services, cookie);
  cookies.remove(OFFICE_COOKIE);
  forgetPages(c);
  return redirectSaying(c, services, paths.office.signIn, { key: 'signin.signed-out' });
}
