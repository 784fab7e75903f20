import type { Context, Hono } from 'hono';
import { paths } from '../../kernel/paths.ts';
import { clientAddress } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { PASSWORD_LEAST, PASSWORD_MOST, passwordRefusal, readStaffEmail } from '../signin/index.ts';
import { arrive, arriveWithForm, type FormArrival } from './arrival.tsx';
import { ForgottenPage, ForgottenSentPage, NewPasswordPage, StaffLinkOverPage } from './password.page.tsx';
import { askForPassword } from './send-staff-link.ts';
import { afterPassword } from './sign-in.tsx';
import { findStaffLink, setPasswordByLink } from './staff-links.ts';

/** A link by e-mail, with which a member chooses a password: invited, or having forgotten the old one. */
export function passwordRoutes(app: Hono, services: Services): void {
  const { office } = paths;
  app.get(office.forgotten, (c) => arrive(c, services).page(<ForgottenPage email="" />));
  app.post(office.forgotten, async (c) => forgotten(await arriveWithForm(c, services)));
  app.get('/office/password/:token', async (c) => {
    keepSecret(c);
    const token = c.req.param('token');
    const link = await findStaffLink(services, token);
    const { page } = arrive(c, services);
    return page(link === null ? <StaffLinkOverPage /> : <NewPasswordPage token={token} email={link.email} />);
  });
  app.post('/office/password/:token', async (c) => newPassword(await arriveWithForm(c, services)));
}

function keepSecret(c: Context): void {
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Robots-Tag', 'noindex');
}

async function forgotten({ c, services, form, page }: FormArrival): Promise<Response> {
  const email = readStaffEmail(form.text('email'));
  if (email === null) return page(<ForgottenPage email={form.text('email')} problem="signin.email-missing" />, 422);
  await askForPassword(services, { email, client: clientAddress(c, services.trustedProxies) });
  return page(<ForgottenSentPage />);
}

/** Having the link is as good as the password: a second step that is switched on comes next all the same. */
async function newPassword({ c, services, browser, form, page }: FormArrival): Promise<Response> {
  const token = c.req.param('token') ?? '';
  keepSecret(c);
  const link = await findStaffLink(services, token);
  if (link === null) return page(<StaffLinkOverPage />);
  const password = form.secret('password');
  const refusal = await passwordRefusal(password, [link.name, link.email, link.org.name]);
  if (refusal !== null) {
    const values = { least: PASSWORD_LEAST, most: PASSWORD_MOST };
    return page(<NewPasswordPage token={token} email={link.email} problem={{ key: refusal, values }} />, 422);
  }
  if (!(await setPasswordByLink(services, link, password))) return page(<StaffLinkOverPage />);
  return afterPassword({ c, services, browser }, link, '');
}
