import type { Context, Hono } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isSlug } from '../../kernel/ids.ts';
import { ownPath, paths } from '../../kernel/paths.ts';
import { claimedId, sha256, tokenMatches } from '../../platform/crypto/index.ts';
import { clientAddress, cookiesOf, readForm, type TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import type { VNode } from 'preact';
import {
  answerPage,
  browserSecret,
  checkCsrf,
  csrfToken,
  endSession,
  findOrg,
  knownBrowserSecret,
  orgRow,
  portalCookie,
  readSessionCookie,
  redirectSaying,
  type OrgRow,
} from '../access/index.ts';
import { deviceCookie, enterAs } from './enter.ts';
import { readIdentifier } from './identifier.ts';
import { peopleBehind, type Person } from './people.ts';
import { isKnownDevice, personWithPin } from './pins.ts';
import { ChoicePage, CodePage, LinkPage, PinPage, SignInPage } from './portal.page.tsx';
import { forgetRequest, keepRequest, keptRequest } from './request-cookie.ts';
import {
  askToProveDevice,
  askToSignIn,
  CODE_MINUTES,
  CODE_TRIES,
  findRequest,
  proveRequest,
  type SignInRequest,
} from './requests.ts';

/** The sign-in pages of an org's portal, and single-use links. Nobody is known here yet. */
export function portalSignInRoutes(app: Hono, services: Services): void {
  const routes = {
    signIn: '/:org/sign-in',
    code: '/:org/sign-in/code',
    pin: '/:org/sign-in/pin',
    choice: '/:org/sign-in/choice',
  };
  app.get(routes.signIn, async (c) => {
    const visit = await arrive(c, services);
    return visit.page(<SignInPage slug={visit.org.slug} next={ownPath(c.req.query('next')) ?? ''} />);
  });
  app.post(routes.signIn, async (c) => signIn(await arriveWithForm(c, services)));
  app.get(routes.code, async (c) => {
    const visit = await arrive(c, services);
    return visit.page(<CodePage slug={visit.org.slug} minutes={CODE_MINUTES} />);
  });
  app.post(routes.code, async (c) => typeCode(await arriveWithForm(c, services)));
  app.get(routes.pin, async (c) => {
    const visit = await arrive(c, services);
    return c.redirect(paths.portal.signIn(visit.org.slug), 303);
  });
  app.post(routes.pin, async (c) => typePin(await arriveWithForm(c, services)));
  app.get(routes.choice, async (c) => showChoice(await arrive(c, services)));
  app.post(routes.choice, async (c) => choose(await arriveWithForm(c, services)));
  app.post('/:org/sign-out', async (c) => signOut(c, services));
  app.get('/s/:token', async (c) => showLink(c, services));
  app.post('/s/:token', async (c) => useLink(c, services));
}

interface Arrival {
  readonly c: Context;
  readonly services: Services;
  readonly org: OrgRow;
  readonly browser: string;
  page(page: VNode, status?: 200 | 422): Response;
}

interface FormArrival extends Arrival {
  readonly form: TypedForm;
}

async function arrive(c: Context, services: Services, slug = c.req.param('org') ?? ''): Promise<Arrival> {
  const org = await findOrg(services.db, slug);
  if (org === null || !org.portal_open) throw new NotFound();
  const browser = browserSecret(c, services);
  const csrf = csrfToken(services.keys, browser);
  return {
    c,
    services,
    org,
    browser,
    page: (page, status) => answerPage(c, services, { door: 'portal', org, csrf }, page, status),
  };
}

async function arriveWithForm(c: Context, services: Services): Promise<FormArrival> {
  const form = await readForm(c);
  checkCsrf(services.keys, knownBrowserSecret(c, services) ?? '', form);
  return { ...(await arrive(c, services)), form };
}

async function signIn(visit: FormArrival): Promise<Response> {
  const { c, services, org, form } = visit;
  const typed = form.text('identifier');
  const next = ownPath(form.text('next')) ?? '';
  const identifier = readIdentifier(typed, org.country);
  if (identifier === null) {
    const problem = typed === '' ? 'signin.identifier-missing' : 'signin.identifier-unreadable';
    return visit.page(<SignInPage slug={visit.org.slug} typed={typed} next={next} problem={problem} />, 422);
  }
  if (form.text('do') === 'pin') return visit.page(<PinPage slug={visit.org.slug} identifier={typed} next={next} />);
  const id = await askToSignIn(services, org, identifier, asker(visit));
  keepRequest(visit, id, next);
  return redirectSaying(c, services, paths.portal.signInCode(org.slug));
}

async function typeCode(visit: FormArrival): Promise<Response> {
  const kept = keptRequest(visit);
  const code = visit.form.text('code').replaceAll(/\s/g, '');
  const request =
    kept && /^\d{6}$/.test(code) ? await proveRequest(visit.services, kept.id, { kind: 'code', code }) : null;
  const people = request === null ? [] : await peopleOf(visit, request);
  if (request === null || people.length === 0)
    return visit.page(<CodePage slug={visit.org.slug} minutes={CODE_MINUTES} problem="signin.code-wrong" />, 422);
  return enterOrChoose(visit, request, people, request.purpose === 'device' ? 'pin' : 'code', kept?.next ?? '');
}

async function typePin(visit: FormArrival): Promise<Response> {
  const { services, org, form, c } = visit;
  const typed = form.text('identifier');
  const next = ownPath(form.text('next')) ?? '';
  const identifier = readIdentifier(typed, org.country);
  if (identifier === null)
    return visit.page(
      <SignInPage slug={visit.org.slug} typed={typed} next={next} problem="signin.identifier-unreadable" />,
      422,
    );
  const person = await personWithPin(services, org, { identifier, pin: form.text('pin'), client: asker(visit).client });
  if (person === null)
    return visit.page(<PinPage slug={visit.org.slug} identifier={typed} next={next} problem="signin.pin-wrong" />, 422);
  const device = cookiesOf(c, services.baseUrl).get(deviceCookie(org.slug)) ?? null;
  if (!org.pin_needs_code || (await isKnownDevice(services, org, person.contactId, device))) {
    await enterAs(c, services, { org, person, request: null, way: 'pin' });
    return redirectSaying(c, services, destination(org, next));
  }
  const id = await askToProveDevice(services, org, { identifier, contactId: person.contactId, asker: asker(visit) });
  keepRequest(visit, id, next);
  return redirectSaying(c, services, paths.portal.signInCode(org.slug), { key: 'signin.new-device', tone: 'info' });
}

async function showChoice(visit: Arrival): Promise<Response> {
  const proved = await provedRequest(visit);
  if (proved === null) return visit.c.redirect(paths.portal.signIn(visit.org.slug), 303);
  return visit.page(<ChoicePage slug={visit.org.slug} people={await peopleOf(visit, proved.request)} />);
}

async function choose(visit: FormArrival): Promise<Response> {
  const proved = await provedRequest(visit);
  if (proved === null) return visit.c.redirect(paths.portal.signIn(visit.org.slug), 303);
  const people = await peopleOf(visit, proved.request);
  const person = people.find((one) => one.contactId === visit.form.text('contact'));
  if (!person)
    return visit.page(<ChoicePage slug={visit.org.slug} people={people} problem="signin.choice-missing" />, 422);
  return enter(visit, proved.request, person, 'code', proved.next);
}

/** A single-use link: looking does nothing, the button signs in. Nothing personal is shown before that. */
async function showLink(c: Context, services: Services): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const id = claimedId(token);
  const request = id === null ? null : await findRequest(services, id);
  const slug =
    request && tokenMatches(services.keys, 'sign-in-link', token, request.id, 1)
      ? await slugOf(services, request.org_id)
      : null;
  const over =
    !request ||
    slug === null ||
    request.used_at !== null ||
    request.proved_at !== null ||
    Temporal.Instant.compare(request.expires_at, services.now()) <= 0;
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Robots-Tag', 'noindex');
  if (over) return answerPage(c, services, { door: 'portal', csrf: '' }, <LinkPage state="over" />);
  const visit = await arrive(c, services, slug);
  return visit.page(<LinkPage state="ready" token={token} sameBrowser={isAsker(visit, request)} />);
}

async function useLink(c: Context, services: Services): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const form = await readForm(c);
  checkCsrf(services.keys, knownBrowserSecret(c, services) ?? '', form);
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Robots-Tag', 'noindex');
  const id = claimedId(token);
  const browser = knownBrowserSecret(c, services);
  const code = form.text('code').replaceAll(/\s/g, '');
  const request = id === null ? null : await proveRequest(services, id, { kind: 'link', token, browser, code });
  if (request === null) {
    const known = id === null ? null : await findRequest(services, id);
    const genuine = known && tokenMatches(services.keys, 'sign-in-link', token, known.id, 1);
    const waiting = genuine && known.used_at === null && known.proved_at === null && known.tries < CODE_TRIES;
    const org = known && waiting ? await slugOf(services, known.org_id) : null;
    if (org === null || !known) return answerPage(c, services, { door: 'portal', csrf: '' }, <LinkPage state="over" />);
    const visit = await arrive(c, services, org);
    const problem = 'signin.code-wrong';
    return visit.page(
      <LinkPage state="ready" token={token} sameBrowser={isAsker(visit, known)} problem={problem} />,
      422,
    );
  }
  const visit = { ...(await arrive(c, services, await slugOf(services, request.org_id))), form };
  const people = await peopleOf(visit, request);
  if (people.length === 0) return visit.page(<LinkPage state="over" />);
  return enterOrChoose(visit, request, people, 'sign_in_link', '');
}

async function slugOf(services: Services, orgId: string): Promise<string> {
  const org = await services.db.inReadScope(gate(orgId), (tx) => orgRow(tx, orgId));
  if (!org) throw new NotFound();
  return org.slug;
}

async function signOut(c: Context, services: Services): Promise<Response> {
  const slug = c.req.param('org') ?? '';
  if (!isSlug(slug)) throw new NotFound();
  const cookies = cookiesOf(c, services.baseUrl);
  const cookie = readSessionCookie(cookies.get(portalCookie(slug)));
  if (cookie !== null) await endSession(services, cookie);
  cookies.remove(portalCookie(slug));
  return redirectSaying(c, services, paths.portal.signIn(slug), { key: 'signin.signed-out' });
}

async function enterOrChoose(
  visit: FormArrival,
  request: SignInRequest,
  people: readonly Person[],
  way: 'sign_in_link' | 'code' | 'pin',
  next: string,
): Promise<Response> {
  const [only, ...others] = people;
  if (only && others.length === 0) return enter(visit, request, only, way, next);
  keepRequest(visit, request.id, next);
  // The link may have been opened in another browser than the one that asked: the choice belongs to this one.
  return redirectSaying(visit.c, visit.services, paths.portal.signInChoice(visit.org.slug));
}

async function enter(
  { c, services, org }: Arrival,
  request: SignInRequest,
  person: Person,
  way: 'sign_in_link' | 'code' | 'pin',
  next: string,
): Promise<Response> {
  const entered = await enterAs(c, services, { org, person, request, way });
  forgetRequest({ c, services, org });
  return redirectSaying(c, services, entered ? destination(org, next) : paths.portal.signIn(org.slug));
}

/** The people a proved request may become: for a PIN on a new device just the one whose PIN it was. */
async function peopleOf({ services, org }: Arrival, request: SignInRequest): Promise<readonly Person[]> {
  const kind = request.identifier_kind;
  if (kind !== 'email' && kind !== 'phone' && kind !== 'number') return [];
  const people = await services.db.inReadScope(gate(org.id), (tx) =>
    peopleBehind(tx, org, { kind, value: request.identifier }, services.now()),
  );
  return request.contact_id === null ? people : people.filter((one) => one.contactId === request.contact_id);
}

function destination(org: OrgRow, next: string): string {
  const home = paths.portal.home(org.slug);
  return next.startsWith(`${home}/`) ? next : home;
}

function asker({ c, services, browser }: Arrival) {
  return { browser, client: clientAddress(c, services.trustedProxies) };
}

function isAsker(visit: Arrival, request: SignInRequest): boolean {
  return sha256(visit.browser).equals(request.browser_hash);
}

async function provedRequest(visit: Arrival): Promise<{ request: SignInRequest; next: string } | null> {
  const kept = keptRequest(visit);
  const request = kept && (await findRequest(visit.services, kept.id));
  if (!kept || !request || request.org_id !== visit.org.id) return null;
  const open = request.proved_at !== null && request.used_at === null;
  return open && Temporal.Instant.compare(request.expires_at, visit.services.now()) > 0
    ? { request, next: kept.next }
    : null;
}
