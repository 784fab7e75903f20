import { sql } from 'kysely';
import { Invalid, type Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { officeDoor, OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import { changeOrg, changeOrgPermissions, orgPermissions, type OrgFacts } from '../orgs/index.ts';
import { answerEffectsFile, answerReview, readMonths, type ReviewedForm } from '../rights/index.ts';
import { AccessPage } from './access.page.tsx';
import { readSecurityForm } from './read-org.ts';
import { asTyped, told, type Shown } from './telling.ts';

const PATH = paths.office.settingsPage('access');
const part = (name: string) => paths.office.settingsPart('access', name);

export function accessRoutes(door: ReturnType<typeof officeDoor>): void {
  door.get(PATH, { right: 'manage' }, (visit) => accessPage(visit));
  for (const [name, portal_open, key] of [
    ['opening', true, 'settings.opened'],
    ['closing', false, 'settings.closed'],
  ] as const) {
    door.post(part(name), { right: 'own' }, async (visit) => {
      const facts = { portal_open };
      const event = portal_open ? 'portal.opened' : 'portal.closed';
      await visit.write((tx) => changeOrg(tx, visit.actor, { event, facts, now: visit.now }));
      return visit.redirect(PATH, { key, tone: portal_open ? 'good' : 'warn' });
    });
  }
  door.post(part('permissions'), { right: 'manage' }, savePermissions);
  door.get(`${part('permissions')}/people`, { right: 'manage' }, (visit) => answerEffectsFile(visit, orgLayer(visit)));
  door.post(part('older-jobs'), { right: 'manage' }, async (visit) => {
    try {
      const facts = { jobs_shown_months: readMonths(visit.form, 1) };
      await visit.write((tx) => changeOrg(tx, visit.actor, { event: 'org.access_changed', facts, now: visit.now }));
    } catch (error) {
      if (error instanceof Invalid) return accessPage(visit, visit.form.values, error.problems);
      throw error;
    }
    return visit.redirect(PATH, { key: 'rights.older-said' });
  });
  door.post(part('security'), { right: 'manage' }, async (visit) => {
    const { facts, problems } = readSecurityForm(visit.form);
    if (problems.length > 0) return accessPage(visit, visit.form.values, problems, facts);
    await visit.write((tx) => changeOrg(tx, visit.actor, { event: 'org.access_changed', facts, now: visit.now }));
    return visit.redirect(PATH, { key: 'settings.saved' });
  });
}

async function savePermissions(visit: OfficeFormVisit): Promise<Response> {
  try {
    return await answerReview(visit, {
      find: orgLayer(visit),
      title: visit.t('rights.review-org'),
      action: part('permissions'),
      again: () => accessPage(visit, visit.form.values),
      saved: (isSame) =>
        visit.redirect(PATH, isSame ? { key: 'rights.same', tone: 'info' } : { key: 'settings.saved' }),
    });
  } catch (error) {
    if (error instanceof Invalid) return accessPage(visit, visit.form.values, error.problems);
    throw error;
  }
}

/** What holds for everybody whose customer or contact doesn't say otherwise. */
function orgLayer({ actor, now }: OfficeVisit): ReviewedForm['find'] {
  return async (tx, lock) => ({
    layer: 'org',
    of: sql<boolean>`true`,
    stored: await orgPermissions(tx, actor, lock),
    save: async (tx, next) => void (await changeOrgPermissions(tx, actor, next, now)),
  });
}

function accessPage(
  visit: OfficeVisit,
  typed: Shown = {},
  problems: readonly Problem[] = [],
  ticked: OrgFacts = {},
): Response {
  const { org } = visit;
  const names = new Intl.DisplayNames(visit.locale, { type: 'region' });
  const countries = org.sms_countries.map((code) => names.of(code) ?? code).join(', ');
  return visit.page(
    <AccessPage
      frame={visit.frame}
      org={{ isOpen: org.portal_open, permissions: org.permissions, olderJobs: org.jobs_shown_months }}
      mayOpen={visit.may('own')}
      shown={{ ...asTyped(org), sms_countries: countries, ...typed }}
      passwordsOn={(ticked.passwords_on ?? org.passwords_on) === true}
      pinNeedsCode={(ticked.pin_needs_code ?? org.pin_needs_code) === true}
      stepUpAsks={ticked.step_up_asks ?? org.step_up_asks}
      problems={told(problems, visit.t)}
      address={`${visit.services.baseUrl}${paths.portal.signIn(org.slug)}`}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
