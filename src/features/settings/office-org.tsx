import { paths } from '../../kernel/paths.ts';
import type { officeDoor, OfficeVisit } from '../access/index.ts';
import { shownPhone } from '../access/index.ts';
import { changeOrg, countryChoices, currencyChoices, hasInvoices, zoneChoices } from '../orgs/index.ts';
import { OrgPage } from './org.page.tsx';
import { readOrgForm } from './read-org.ts';
import { asTyped, told, type Shown } from './telling.ts';

const PATH = paths.office.settingsPage('org');

export function orgRoutes(door: ReturnType<typeof officeDoor>): void {
  door.get(PATH, { right: 'manage' }, (visit) => {
    const { org } = visit;
    const phone = org.phone === null ? '' : shownPhone(org.phone, org.country);
    return orgPage(visit, { ...asTyped(org), phone });
  });
  door.post(PATH, { right: 'manage' }, async (visit) => {
    const { facts, problems } = readOrgForm(visit.form, visit.org);
    if (problems.length > 0) return orgPage(visit, visit.form.values, problems);
    await visit.write((tx) => changeOrg(tx, visit.actor, { event: 'org.changed', facts, now: visit.now }));
    return visit.redirect(PATH, { key: 'settings.saved' });
  });
}

async function orgPage(visit: OfficeVisit, shown: Shown, problems: Parameters<typeof told>[0] = []): Promise<Response> {
  const isLocked = await visit.read((tx) => hasInvoices(tx, visit.actor));
  return visit.page(
    <OrgPage
      frame={visit.frame}
      shown={shown}
      problems={told(problems, visit.t)}
      currency={isLocked ? visit.org.currency : null}
      portal={`${visit.services.baseUrl}${paths.portal.home(visit.org.slug)}`}
      countries={countryChoices(visit.locale)}
      currencies={currencyChoices(visit.locale)}
      zones={zoneChoices()}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
