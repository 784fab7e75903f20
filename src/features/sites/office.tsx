import type { Hono } from 'hono';
import { Invalid } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import { FORM_KEY, idFromForm, newFormKey } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { countryChoices, timeZoneChoices, withStored } from '../../platform/values/index.ts';
import { problemTexts, type FieldProblem } from '../../ui/index.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { historyOf } from '../audit/index.ts';
import { readAsked } from './list-asked.ts';
import { customerOfSite, findSite, findSites, siteRecord } from './office-queries.ts';
import { readSite } from './read-site.ts';
import { attachSite, changeSite, createSite, setArchived } from './save-site.ts';
import { SiteFormPage } from './site-form.page.tsx';
import { SitesPage, type ListProps } from './site-list.page.tsx';
import { SitePage } from './site.page.tsx';
import { siteDeed } from './take-back.ts';
import { SITE_FIELDS, type Site, type SiteCustomer, type SitesAsked, type SitesFound } from './site.ts';

const ONE = '/office/sites/:id';

export function officeSites(app: Hono, services: Services): void {
  const door = officeDoor(app, services);

  door.get('/office/sites', { right: 'read' }, async (visit) => {
    const asked = askedOf(visit);
    const found = await visit.read((tx) => findSites(tx, visit.actor, asked, visit.org.country));
    return visit.page(<SitesPage frame={visit.frame} list={listProps(visit, asked, found)} />);
  });

  door.get('/office/sites/new', { right: 'write' }, (visit) =>
    formPage(
      visit,
      null,
      null,
      { customer: visit.c.req.query('customer') ?? '', country: visit.org.country, [FORM_KEY]: newFormKey() },
      [],
    ),
  );

  door.post('/office/sites', { right: 'write' }, async (visit) => {
    try {
      const form = readSite(visit.form, visit.org.country, null);
      const { id, name } = await visit.write((tx) =>
        createSite(tx, visit.actor, form, { now: visit.now, id: idFromForm(visit.form) }),
      );
      return visit.redirect(paths.office.site(id), { key: 'sites.said-created', values: { name } });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return formPage(visit, null, null, visit.form.values, problemTexts(error.problems, visit.t));
    }
  });

  door.get(ONE, { right: 'read' }, sitePage);

  door.get(`${ONE}/edit`, { right: 'write' }, async (visit) => {
    const { site, customer } = await withCustomer(visit);
    const own = Object.fromEntries(SITE_FIELDS.map((name) => [name, site[name]?.toString() ?? '']));
    return formPage(visit, site, customer, { ...own, customer: customer?.number ?? '' }, []);
  });

  door.post(ONE, { right: 'write' }, async (visit) => {
    try {
      const stored = await withCustomer(visit);
      const form = readSite(visit.form, visit.org.country, stored.site);
      await visit.write(async (tx) => changeSite(tx, visit.actor, await locked(tx, visit), form, visit.now));
      return visit.redirect(herePath(visit), { key: 'sites.said-saved' });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const { site, customer } = await withCustomer(visit);
      return formPage(visit, site, customer, visit.form.values, problemTexts(error.problems, visit.t));
    }
  });

  siteDeeds(app, services);
}

function siteDeeds(app: Hono, services: Services): void {
  const door = officeDoor(app, services);

  door.post(`${ONE}/archiving`, { right: 'write' }, async (visit) => {
    const { actor, now } = visit;
    const undo = await visit.write(async (tx) => {
      const site = await locked(tx, visit);
      if (site.archived_at !== null) return undefined;
      await setArchived(tx, actor, site, true, now);
      return siteDeed.offer(tx, actor, { id: site.id, changed_ms: now.epochMilliseconds }, now);
    });
    return visit.redirect(herePath(visit), { key: 'sites.said-archived', undo });
  });

  door.post(`${ONE}/restoring`, { right: 'write' }, async (visit) => {
    await visit.write(async (tx) => setArchived(tx, visit.actor, await locked(tx, visit), false, visit.now));
    return visit.redirect(herePath(visit), { key: 'sites.said-restored' });
  });

  door.post(`${ONE}/detaching`, { right: 'write' }, async (visit) => {
    await visit.write(async (tx) => attachSite(tx, visit.actor, await locked(tx, visit), null, visit.now));
    return visit.redirect(herePath(visit), { key: 'sites.said-detached' });
  });
}

function idOf(visit: OfficeVisit): string {
  return visit.c.req.param('id') ?? '';
}

function herePath(visit: OfficeVisit): string {
  return paths.office.site(idOf(visit));
}

function locked(tx: Tx, visit: OfficeFormVisit): Promise<Site> {
  return findSite(tx, visit.actor, idOf(visit), { lock: true });
}

function withCustomer(visit: OfficeVisit): Promise<{ site: Site; customer: SiteCustomer | null }> {
  return visit.read(async (tx) => {
    const site = await findSite(tx, visit.actor, idOf(visit));
    return { site, customer: await customerOfSite(tx, visit.actor, site) };
  });
}

function askedOf(visit: OfficeVisit): SitesAsked {
  return readAsked(visit.c.req.query());
}

function listProps(visit: OfficeVisit, asked: SitesAsked, found: SitesFound): ListProps {
  return { asked, found, mayWrite: visit.may('write'), mayManage: visit.may('manage') };
}

async function sitePage(visit: OfficeVisit): Promise<Response> {
  const { actor, org } = visit;
  const asked = askedOf(visit);
  const id = idOf(visit);
  const { record, found, history } = await visit.read(async (tx) => {
    const record = await siteRecord(tx, actor, id, org.permissions);
    const [found, history] = await Promise.all([
      findSites(tx, actor, asked, visit.org.country),
      historyOf(tx, actor, { subject: { kind: 'site', id } }),
    ]);
    return { record, found, history };
  });
  const { country } = record.site;
  return visit.page(
    <SitePage
      {...record}
      frame={visit.frame}
      list={listProps(visit, asked, found)}
      countryName={
        country === null || country === org.country
          ? null
          : (countryChoices(visit.locale).find((choice) => choice.value === country)?.label ?? country)
      }
      home={org.country}
      history={history}
    />,
  );
}

function formPage(
  visit: OfficeVisit,
  site: Site | null,
  customer: SiteCustomer | null,
  values: Readonly<Record<string, string>>,
  problems: readonly FieldProblem[],
): Response {
  return visit.page(
    <SiteFormPage
      frame={visit.frame}
      site={site}
      customerName={customer?.name ?? null}
      values={values}
      problems={problems}
      countries={withStored(countryChoices(visit.locale), values['country'])}
      timeZones={withStored(timeZoneChoices(), values['time_zone'])}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
