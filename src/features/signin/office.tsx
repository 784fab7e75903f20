import type { Context, Hono } from 'hono';
import type { VNode } from 'preact';
import { gate } from '../../kernel/actor.ts';
import { ownPath, paths } from '../../kernel/paths.ts';
import { clientAddress, cookiesOf, readForm, type TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import {
  answerPage,
  browserSecret,
  checkCsrf,
  csrfToken,
  deviceOf,
  endSession,
  giveCookie,
  knownBrowserSecret,
  OFFICE_COOKIE,
  readSessionCookie,
  redirectSaying,
} from '../access/index.ts';
import {
  ForgottenPage,
  ForgottenSentPage,
  NewPasswordPage,
  OfficeSignInPage,
  StaffLinkOverPage,
} from './office.page.tsx';
import { PASSWORD_LEAST, PASSWORD_MOST, passwordRefusal } from './passwords.ts';
import { askForPassword, enterOffice, findStaffLink, membersWith, setPasswordByLink } from './staff.ts';
import { readStaffEmail } from './identifier.ts';

/** Getting into the office: password, and a link to set a new one. */
export function officeSignInRoutes(app: Hono, services: Services): void {
  const { office } = paths;
  app.get(office.signIn, (c) => {
    const { page } = arrive(c, services);
    return page(<OfficeSignInPage next={ownPath(c.req.query('next')) ?? ''} email="" />);
  });
  app.post(office.signIn, async (c) => signIn(await arriveWithForm(c, services)));
  app.post(office.signOut, (c) => signOut(c, services));
  app.get(office.forgotten, (c) => arrive(c, services).page(<ForgottenPage email="" />));
  app.post(office.forgotten, async (c) => forgotten(await arriveWithForm(c, services)));
  app.get('/office/password/:token', async (c) => {
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Robots-Tag', 'noindex');
    const token = c.req.param('token');
    const link = await findStaffLink(services, token);
    const { page } = arrive(c, services);
    return page(link === null ? <StaffLinkOverPage /> : <NewPasswordPage token={token} email={link.email} />);
  });
  app.post('/office/password/:token', async (c) => newPassword(await arriveWithForm(c, services)));
}

interface Arrival {
  readonly c: Context;
  readonly services: Services;
  readonly browser: string;
  page(page: VNode, status?: 200 | 422): Response;
}

function arrive(c: Context, services: Services): Arrival {
  const browser = browserSecret(c, services);
  const csrf = csrfToken(services.keys, browser);
  return {
    c,
    services,
    browser,
    page: (page, status) => answerPage(c, services, { door: 'office', csrf }, page, status),
  };
}

async function arriveWithForm(c: Context, services: Services): Promise<Arrival & { form: TypedForm }> {
  const form = await readForm(c);
  checkCsrf(services.keys, knownBrowserSecret(c, services) ?? '', form);
  return { ...arrive(c, services), form };
}

async function signIn({ c, services, form, page }: Arrival & { form: TypedForm }): Promise<Response> {
  const next = ownPath(form.text('next')) ?? '';
  const typed = form.text('email');
  const email = readStaffEmail(typed);
  const client = clientAddress(c, services.trustedProxies);
  const members = email === null ? [] : await membersWith(services, { email, password: form.text('password'), client });
  const chosen = members.length > 1 ? members.find((member) => member.orgId === form.text('office')) : members[0];
  if (members.length > 1 && !chosen) {
    const offices = await Promise.all(
      members.map(async (member) => ({ id: member.orgId, name: await officeName(services, member.orgId) })),
    );
    return page(<OfficeSignInPage next={next} email={typed} offices={offices} problem="signin.office-which" />, 422);
  }
  if (!chosen) return page(<OfficeSignInPage next={next} email={typed} problem="signin.office-wrong" />, 422);
  giveCookie(c, services, OFFICE_COOKIE, await enterOffice(services, chosen, deviceOf(c)));
  return redirectSaying(c, services, next.startsWith(`${paths.office.home}/`) ? next : paths.office.home);
}

async function officeName(services: Services, orgId: string): Promise<string> {
  const row = await services.db.inReadScope(gate(orgId), (tx) =>
    tx.selectFrom('orgs').select('name').where('id', '=', orgId).executeTakeFirst(),
  );
  return row?.name ?? '';
}

async function signOut(c: Context, services: Services): Promise<Response> {
  const cookies = cookiesOf(c, services.baseUrl);
  const cookie = readSessionCookie(cookies.get(OFFICE_COOKIE));
  if (cookie !== null) await endSession(services, cookie);
  cookies.remove(OFFICE_COOKIE);
  return redirectSaying(c, services, paths.office.signIn, { key: 'signin.signed-out' });
}

async function forgotten({ c, services, form, page }: Arrival & { form: TypedForm }): Promise<Response> {
  const email = readStaffEmail(form.text('email'));
  if (email === null) return page(<ForgottenPage email={form.text('email')} problem="signin.email-missing" />, 422);
  await askForPassword(services, { email, client: clientAddress(c, services.trustedProxies) });
  return page(<ForgottenSentPage />);
}

async function newPassword({ c, services, form, page }: Arrival & { form: TypedForm }): Promise<Response> {
  const token = c.req.param('token') ?? '';
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Robots-Tag', 'noindex');
  const link = await findStaffLink(services, token);
  if (link === null) return page(<StaffLinkOverPage />);
  const password = form.text('password');
  const refusal = passwordRefusal(password, [link.name, link.email, link.org.name]);
  if (refusal !== null) {
    const values = { least: PASSWORD_LEAST, most: PASSWORD_MOST };
    return page(<NewPasswordPage token={token} email={link.email} problem={{ key: refusal, values }} />, 422);
  }
  if (!(await setPasswordByLink(services, link, password))) return page(<StaffLinkOverPage />);
  const member = { orgId: link.orgId, staffId: link.staffId, name: link.name, passwordHash: null };
  giveCookie(c, services, OFFICE_COOKIE, await enterOffice(services, member, deviceOf(c)));
  return redirectSaying(c, services, paths.office.home, { key: 'signin.password-saved' });
}
