import type { Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { officeDoor, OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import { numberSeries, saveSeries, SERIES_KINDS, seriesProblem } from '../numbering/index.ts';
import { changeOrg } from '../orgs/index.ts';
import { addTaxRate, archiveTaxRate, currentTaxRates, makeDefaultTaxRate, readRateBp } from '../tax-rates/index.ts';
import { BillingPage } from './billing.page.tsx';
import { readBillingForm } from './read-org.ts';
import { asTyped, told, type Shown } from './telling.ts';

const PATH = paths.office.settingsPage('billing');
const part = (name: string) => paths.office.settingsPart('billing', name);

export function billingRoutes(door: ReturnType<typeof officeDoor>): void {
  const need = { right: 'manage' } as const;
  door.get(PATH, need, (visit) => billingPage(visit, {}));
  door.post(PATH, need, async (visit) => {
    const { facts, problems } = readBillingForm(visit.form, visit.may('own'));
    if (problems.length > 0) return billingPage(visit, visit.form.values, problems);
    await visit.write((tx) => changeOrg(tx, visit.actor, { event: 'org.billing_changed', facts, now: visit.now }));
    return visit.redirect(PATH, { key: 'settings.saved' });
  });
  door.post(part('numbers'), need, saveNumbers);
  door.post(part('tax-rates'), need, async (visit) => {
    const name = visit.form.text('tax_name');
    const rateBp = readRateBp(visit.form.text('tax_rate'));
    const problems: (Problem | false)[] = [
      (name === '' || [...name].length > 60) && { field: 'tax_name', key: 'settings.tax-name-missing' },
      rateBp === null && { field: 'tax_rate', key: 'settings.tax-rate-missing' },
    ];
    const wrong = problems.filter((problem) => problem !== false);
    if (wrong.length > 0 || rateBp === null) return billingPage(visit, visit.form.values, wrong);
    await visit.write((tx) => addTaxRate(tx, visit.actor, { name, rateBp }, visit.now));
    return visit.redirect(PATH, { key: 'settings.tax-added', values: { name } });
  });
  door.post(part('default-tax-rate'), need, async (visit) => {
    await visit.write((tx) => makeDefaultTaxRate(tx, visit.actor, visit.form.text('id'), visit.now));
    return visit.redirect(PATH, { key: 'settings.saved' });
  });
  door.post(part('tax-rate-archival'), need, async (visit) => {
    await visit.write((tx) => archiveTaxRate(tx, visit.actor, visit.form.text('id'), visit.now));
    return visit.redirect(PATH, { key: 'settings.tax-archived' });
  });
}

async function saveNumbers(visit: OfficeFormVisit): Promise<Response> {
  const typed = SERIES_KINDS.map((kind) => ({
    kind,
    prefix: visit.form.text(`${kind}_prefix`),
    next: visit.form.text(`${kind}_next`),
  }));
  const problems = typed
    .map(({ kind, prefix, next }) => seriesProblem(kind, prefix, next))
    .filter((one) => one !== null);
  if (problems.length > 0) return billingPage(visit, visit.form.values, problems);
  await visit.write(async (tx) => {
    const before = await numberSeries(tx, visit.actor);
    for (const { kind, prefix, next } of typed) {
      const was = before.find((one) => one.kind === kind);
      if (was?.prefix !== prefix || String(was.next_number) !== next)
        await saveSeries(tx, visit.actor, { kind, prefix, next_number: BigInt(next) }, visit.now);
    }
  });
  return visit.redirect(PATH, { key: 'settings.saved' });
}

async function billingPage(visit: OfficeVisit, typed: Shown, problems: readonly Problem[] = []): Promise<Response> {
  const [rates, series] = await visit.read((tx) =>
    Promise.all([currentTaxRates(tx, visit.actor), numberSeries(tx, visit.actor)]),
  );
  const numbers = Object.fromEntries(
    series.flatMap(({ kind, prefix, next_number }) => [
      [`${kind}_prefix`, prefix],
      [`${kind}_next`, String(next_number)],
    ]),
  );
  return visit.page(
    <BillingPage
      frame={visit.frame}
      shown={{ ...asTyped(visit.org), ...numbers, ...typed }}
      problems={told(problems, visit.t)}
      rates={rates}
      mayBank={visit.may('own')}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
