import type { Context, Hono } from 'hono';
import { Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import { ownPath, paths } from '../../kernel/paths.ts';
import { clientAddress, readForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts } from '../../ui/index.ts';
import {
  answerPage,
  portalDoor,
  redirectSaying,
  visitorVoice,
  type PortalFormVisit,
  type PortalVisit,
} from '../access/index.ts';
import { checkCsrf, deviceOf, knownBrowserSecret } from '../sessions/index.ts';
import { braked } from '../brake/index.ts';
import {
  arrive,
  arriveWithForm,
  asker,
  askToChoose,
  destination,
  enterAs,
  keepRequest,
  PASSWORD_LEAST,
  type Arrival,
  type FormArrival,
} from '../signin/index.ts';
import {
  ForgottenPage,
  ForgottenSentPage,
  OwnPasswordPage,
  PasswordLinkOverPage,
  PasswordPage,
  SetPasswordPage,
} from './portal.page.tsx';
import { ownLogin } from './queries.ts';
import { changeOwnPassword, findPasswordLink, setPasswordByLink } from './set-password.ts';
import { askForPassword, folded, peopleWithPassword } from './sign-in.ts';

/** Signing in with a username and a password, setting one by a link, and changing it. */
export function loginRoutes(app: Hono, services: Services): void {
  const signIn = '/:org/sign-in/password';
  const forgotten = '/:org/sign-in/forgotten-password';
  app.get(signIn, async (c) => {
    const visit = withPasswords(await arrive(c, services));
    return visit.page(<PasswordPage slug={visit.org.slug} next={ownPath(c.req.query('next')) ?? ''} typed="" />);
  });
  app.post(signIn, async (c) => enterByPassword(withPasswords(await arriveWithForm(c, services))));
  app.get(forgotten, async (c) => {
    const visit = withPasswords(await arrive(c, services));
    return visit.page(<ForgottenPage slug={visit.org.slug} typed="" />);
  });
  app.post(forgotten, async (c) => askAnew(withPasswords(await arriveWithForm(c, services))));
  app.get('/set-password/:token', async (c) => showLink(c, services));
  app.post('/set-password/:token', async (c) => useLink(c, services));

  const door = portalDoor(app, services);
  door.get('/:org/details/password', { person: true }, (visit) => ownPage(visit));
  door.post('/:org/details/password', { person: true }, changeOwn);
}

/** Where the org has not switched passwords on, none of this exists. */
function withPasswords<A extends Arrival>(visit: A): A {
  if (!visit.org.passwords_on) throw new NotFound();
  return visit;
}

async function enterByPassword(visit: FormArrival): Promise<Response> {
  const { c, services, org, form } = visit;
  const next = ownPath(form.text('next')) ?? '';
  const typed = folded(form.text('typed'));
  const again = (field: 'typed' | 'password', key: 'logins.typed-missing' | 'logins.wrong' | 'signin.braked') =>
    visit.page(<PasswordPage slug={org.slug} next={next} typed={form.text('typed')} problem={{ field, key }} />, 422);
  if (typed === '') return again('typed', 'logins.typed-missing');
  if (await braked(services, org.id)) return again('password', 'signin.braked');
  const { client } = asker(visit);
  const guess = { typed, password: form.secret('password'), client, device: deviceOf(c) };
  const people = await peopleWithPassword(services, org, guess);
  const [person, ...others] = people;
  if (!person) return again('password', 'logins.wrong');
  if (others.length > 0) {
    const shown = { contactIds: people.map((one) => one.contactId), asker: asker(visit) };
    const identifier = { kind: 'email', value: typed } as const;
    keepRequest(visit, await askToChoose(services, org, { ...shown, identifier, way: 'password' }), next);
    return redirectSaying(c, services, paths.portal.signInChoice(org.slug));
  }
  await enterAs(c, services, { org, person, request: null, way: 'password' });
  // Somebody else knows a password that staff chose.
  const to = person.setBy === 'staff' ? paths.portal.ownPassword(org.slug) : destination(org, next);
  return redirectSaying(c, services, to);
}

async function askAnew(visit: FormArrival): Promise<Response> {
  const { services, org, form } = visit;
  const typed = folded(form.text('typed'));
  if (typed === '') return visit.page(<ForgottenPage slug={org.slug} typed="" problem="logins.typed-missing" />, 422);
  await askForPassword(services, org, { typed, client: asker(visit).client });
  return visit.page(<ForgottenSentPage slug={org.slug} />);
}

async function showLink(c: Context, services: Services): Promise<Response> {
  tellNobody(c);
  const token = c.req.param('token') ?? '';
  const link = await findPasswordLink(services, token);
  if (link === null) return overPage(c, services);
  const visit = await arrive(c, services, link.org.slug);
  return visit.page(<SetPasswordPage token={token} username={link.person.username} least={PASSWORD_LEAST} />);
}

async function useLink(c: Context, services: Services): Promise<Response> {
  tellNobody(c);
  const token = c.req.param('token') ?? '';
  const form = await readForm(c);
  checkCsrf(services.keys, knownBrowserSecret(c, services) ?? '', form);
  const link = await findPasswordLink(services, token);
  if (link === null) return overPage(c, services);
  const { org, person } = link;
  try {
    if (!(await setPasswordByLink(services, link, form.secret('password')))) return overPage(c, services);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const [problem] = problemTexts(error.problems, visitorVoice(c, services, org).t);
    const visit = await arrive(c, services, org.slug);
    return visit.page(
      <SetPasswordPage token={token} username={person.username} least={PASSWORD_LEAST} problem={problem} />,
      422,
    );
  }
  await enterAs(c, services, { org, person, request: null, way: 'password' });
  return redirectSaying(c, services, paths.portal.home(org.slug), { key: 'logins.saved' });
}

function tellNobody(c: Context): void {
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Robots-Tag', 'noindex');
}

function overPage(c: Context, services: Services): Response {
  return answerPage(c, services, { door: 'portal', csrf: '' }, <PasswordLinkOverPage />);
}

async function ownPage(visit: PortalVisit, problems: Invalid['problems'] = []): Promise<Response> {
  const { actor, org, steppedUp, places } = visit;
  if (actor.kind !== 'contact' || !org.passwords_on) throw new NotFound();
  const login = await visit.read((tx) => ownLogin(tx, actor));
  if (login === null) throw new NotFound();
  return visit.page(
    <OwnPasswordPage
      slug={org.slug}
      places={places}
      username={login.username}
      setByStaff={login.password_set_by === 'staff'}
      asksCurrent={!steppedUp}
      least={PASSWORD_LEAST}
      problems={problemTexts(problems, visit.t)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

async function changeOwn(visit: PortalFormVisit): Promise<Response> {
  const { c, services, actor, form, org, redirect } = visit;
  if (actor.kind !== 'contact') throw new NotFound();
  try {
    await changeOwnPassword(services, actor, visit, {
      current: form.secret('current'),
      password: form.secret('password'),
      endOthers: form.has('others'),
      client: clientAddress(c, services.trustedProxies),
    });
  } catch (error) {
    if (error instanceof Refused) throw new NotFound();
    if (!(error instanceof Invalid)) throw error;
    return ownPage(visit, error.problems);
  }
  return redirect(paths.portal.security(org.slug), { key: 'logins.changed' });
}
