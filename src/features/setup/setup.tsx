import type { Context, Hono } from 'hono';
import type { VNode } from 'preact';
import { gate } from '../../kernel/actor.ts';
import { NotFound, type Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { readForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { isWordKey } from '../../words/index.ts';
import { answerPage, redirectSaying, visitorVoice } from '../access/index.ts';
import {
  beginSession,
  browserSecret,
  checkCsrf,
  csrfToken,
  deviceOf,
  giveCookie,
  knownBrowserSecret,
  OFFICE_COOKIE,
  orgRow,
} from '../sessions/index.ts';
import { countryChoices, currencyChoices, foundFirstOrg, hasNoOrg, zoneChoices } from '../orgs/index.ts';
import { readSetup, type SetupTyped } from './read-setup.ts';
import { isSetupKey } from './setup-key.ts';
import { SetupPage, StartPage } from './setup.page.tsx';

const EMPTY: SetupTyped = { name: '', slug: '', country: '', time_zone: '', currency: '', person: '', email: '' };

/** The front step, and the first set-up of a new installation: open until there is an org, then gone. */
export function setupRoutes(app: Hono, services: Services): void {
  app.get(paths.start, async (c) => page(c, services, <StartPage isNew={await hasNoOrg(services)} />));
  app.get(paths.setup, async (c) => {
    await mustBeNew(services, c.req.query('key') ?? '');
    return form(c, services, { typed: EMPTY, problems: [] });
  });
  app.post(paths.setup, (c) => setUp(c, services));
}

/** Set-up doesn't exist for whoever lacks the key, nor for anybody once there is an org. */
async function mustBeNew(services: Services, key: string): Promise<void> {
  if (!isSetupKey(services, key) || !(await hasNoOrg(services))) throw new NotFound();
}

async function setUp(c: Context, services: Services): Promise<Response> {
  const typedForm = await readForm(c);
  await mustBeNew(services, typedForm.text('key'));
  checkCsrf(services.keys, knownBrowserSecret(c, services) ?? '', typedForm);
  const now = services.now();
  const { typed, input, problems } = await readSetup(typedForm, now.toZonedDateTimeISO('UTC').year);
  if (problems.length > 0) return form(c, services, { typed, problems }, 422);
  const { name, slug, country, currency, timeZone, person, email, password } = input;
  const passwordHash = await services.hashing.hash(password);
  const owner = { name: person, email, passwordHash };
  const founded = await foundFirstOrg(services, { name, slug, country, currency, timeZone, owner });
  if (founded === null) throw new NotFound();
  const session = await services.db.inScope(gate(founded.orgId), async (tx) => {
    const org = await orgRow(tx, founded.orgId);
    if (!org) throw new Error('the org that was just made is not there');
    const begun = { kind: 'office', beganBy: 'password', staffId: founded.staffId } as const;
    return beginSession(tx, org, begun, { now, device: deviceOf(c) });
  });
  giveCookie(c, services, OFFICE_COOKIE, session);
  return redirectSaying(c, services, paths.office.home, { key: 'setup.done', values: { org: name } });
}

function form(
  c: Context,
  services: Services,
  { typed, problems }: { typed: SetupTyped; problems: readonly Problem[] },
  status: 200 | 422 = 200,
): Response {
  const key = c.req.query('key') ?? '';
  const { t, locale } = visitorVoice(c, services);
  const told = problems.map(({ field, key, values }) => ({
    field,
    text: isWordKey(key) ? t(key, values) : key,
  }));
  return page(
    c,
    services,
    <SetupPage
      setupKey={key}
      typed={typed}
      problems={told}
      baseUrl={services.baseUrl}
      countries={countryChoices(locale)}
      currencies={currencyChoices(locale)}
      zones={zoneChoices()}
    />,
    status,
  );
}

function page(c: Context, services: Services, node: VNode, status: 200 | 422 = 200): Response {
  const csrf = csrfToken(services.keys, browserSecret(c, services));
  // The key stands in the address: no other site may learn it from a link.
  c.header('Referrer-Policy', 'no-referrer');
  return answerPage(c, services, { door: 'office', csrf }, node, status);
}
