import type { Context, Hono } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isSlug } from '../../kernel/ids.ts';
import { ownPath, paths } from '../../kernel/paths.ts';
import { cookiesOf, forgetPages } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { deviceOf, endSession, portalCookie, readSessionCookie } from '../sessions/index.ts';
import { redirectSaying } from '../access/index.ts';
import { braked, noteTries } from '../brake/index.ts';
import { arrive, arriveWithForm, asker, type Arrival, type FormArrival } from './arrival.ts';
import { deviceCookie, enterAs } from './enter.ts';
import { destination, enter, enterOrChoose, peopleOf, wayOf } from './enter-or-choose.ts';
import { readIdentifier } from './identifier.ts';
import type { Person } from './people.ts';
import { isKnownDevice, peopleWithPin } from './pins.ts';
import { ChoicePage, CodePage, PinPage, SignInPage } from './portal.page.tsx';
import { keepRequest, keptRequest } from './request-cookie.ts';
import {
  askToChoose,
  askToProveDevice,
  askToSignIn,
  CODE_MINUTES,
  findRequest,
  proveRequest,
  type SignInRequest,
} from './requests.ts';
import { passkeyRoutes } from './passkey.tsx';
import { singleUseLinkRoutes } from './single-use-link.tsx';

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
    return visit.page(
      <SignInPage
        slug={visit.org.slug}
        hasPasswords={visit.org.passwords_on}
        next={ownPath(c.req.query('next')) ?? ''}
      />,
    );
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
  passkeyRoutes(app, services);
  app.post('/:org/sign-out', async (c) => signOut(c, services));
  singleUseLinkRoutes(app, services);
}

async function signIn(visit: FormArrival): Promise<Response> {
  const { c, services, org, form } = visit;
  const typed = form.text('identifier');
  const next = ownPath(form.text('next')) ?? '';
  const identifier = readIdentifier(typed, org.country);
  if (identifier === null) {
    const problem = typed === '' ? 'signin.identifier-missing' : 'signin.identifier-unreadable';
    return visit.page(
      <SignInPage
        slug={visit.org.slug}
        hasPasswords={visit.org.passwords_on}
        typed={typed}
        next={next}
        problem={problem}
      />,
      422,
    );
  }
  if (form.text('do') === 'pin') return visit.page(<PinPage slug={visit.org.slug} identifier={typed} next={next} />);
  const id = await askToSignIn(services, org, identifier, asker(visit));
  keepRequest(visit, id, next);
  return redirectSaying(c, services, paths.portal.signInCode(org.slug));
}

async function typeCode(visit: FormArrival): Promise<Response> {
  const kept = keptRequest(visit);
  const code = visit.form.text('code').replaceAll(/\s/g, '');
  const { services, org } = visit;
  if (await braked(services, org.id))
    return visit.page(<CodePage slug={org.slug} minutes={CODE_MINUTES} problem="signin.braked" />, 422);
  const request =
    kept && /^\d{6}$/.test(code)
      ? await proveRequest(services, kept.id, {
          kind: 'code',
          code,
          org,
          client: asker(visit).client,
          device: deviceOf(visit.c),
        })
      : null;
  const people = request === null ? [] : await peopleOf(visit, request);
  if (request === null || people.length === 0)
    return visit.page(<CodePage slug={visit.org.slug} minutes={CODE_MINUTES} problem="signin.code-wrong" />, 422);
  return enterOrChoose(visit, request, people, wayOf(request), kept?.next ?? '');
}

async function typePin(visit: FormArrival): Promise<Response> {
  const { services, org, form, c } = visit;
  const typed = form.text('identifier');
  const next = ownPath(form.text('next')) ?? '';
  const identifier = readIdentifier(typed, org.country);
  if (identifier === null)
    return visit.page(
      <SignInPage
        slug={visit.org.slug}
        hasPasswords={visit.org.passwords_on}
        typed={typed}
        next={next}
        problem="signin.identifier-unreadable"
      />,
      422,
    );
  const { client } = asker(visit);
  const page = (problem: 'signin.braked' | 'signin.pin-wrong') =>
    visit.page(<PinPage slug={org.slug} identifier={typed} next={next} problem={problem} />, 422);
  if (await braked(services, org.id)) return page('signin.braked');
  const guess = { identifier, pin: form.text('pin'), client, device: deviceOf(c) };
  const people = await peopleWithPin(services, org, guess);
  const [person, ...others] = people;
  if (person === undefined) return page('signin.pin-wrong');
  const shown = { identifier, contactIds: people.map((one) => one.contactId), asker: asker(visit) };
  if (!(await mayEnterByPin(visit, people))) {
    const id = await askToProveDevice(services, org, shown);
    const half = { way: 'pin', outcome: 'half', device: guess.device, client, at: services.now() } as const;
    await noteTries(services, gate(org.id), org.id, people, half);
    keepRequest(visit, id, next);
    return redirectSaying(c, services, paths.portal.signInCode(org.slug), { key: 'signin.new-device', tone: 'info' });
  }
  if (others.length > 0) {
    keepRequest(visit, await askToChoose(services, org, { ...shown, way: 'pin' }), next);
    return redirectSaying(c, services, paths.portal.signInChoice(org.slug));
  }
  await enterAs(c, services, { org, person, request: null, way: 'pin' });
  return redirectSaying(c, services, destination(org, next));
}

/** On a device that has proved the address of all of them, or where the org asks for no code, a PIN is enough. */
async function mayEnterByPin({ c, services, org }: Arrival, people: readonly Person[]): Promise<boolean> {
  if (!org.pin_needs_code) return true;
  const device = cookiesOf(c, services.baseUrl).get(deviceCookie(org.slug)) ?? null;
  const known = await Promise.all(people.map((one) => isKnownDevice(services, org, one.contactId, device)));
  return known.every(Boolean);
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
  return enter(visit, proved.request, person, wayOf(proved.request), proved.next);
}

async function signOut(c: Context, services: Services): Promise<Response> {
  const slug = c.req.param('org') ?? '';
  if (!isSlug(slug)) throw new NotFound();
  const cookies = cookiesOf(c, services.baseUrl);
  const cookie = readSessionCookie(cookies.get(portalCookie(slug)));
  if (cookie !== null) await endSession(services, cookie);
  cookies.remove(portalCookie(slug));
  forgetPages(c);
  return redirectSaying(c, services, paths.portal.signIn(slug), { key: 'signin.signed-out' });
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
