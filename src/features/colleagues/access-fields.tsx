import type { ContactActor } from '../../kernel/actor.ts';
import { choiceIn, type Area } from '../../kernel/permissions.ts';
import {
  Choice,
  DateField,
  Facts,
  FieldError,
  problemOf,
  SelectField,
  usePage,
  type FieldProblem,
  type Translate,
} from '../../ui/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { areaWord, choiceWord } from '../permissions/index.ts';
import { GIVEN, givable, rightsOf, type Colleague } from './colleague.ts';
import { choiceName } from './read-colleague.ts';

export interface OwnSite {
  readonly id: string;
  readonly name: string;
  readonly chosen: boolean;
}

/** A choice in words; an area may be said differently where a customer reads it. */
export function rightWord(area: Area, choice: string, t: Translate): string {
  const known = choiceIn({ [area]: choice }, area);
  return known === null ? choice : choiceWord(area, known, t);
}

/** An area's name; jobs are called as the org calls them. */
export function areaName(area: Area, org: Pick<OrgRow, 'jobs_word'>, t: Translate): string {
  return area === 'jobs' && org.jobs_word !== null ? org.jobs_word : areaWord(area, t);
}

/** What a colleague may do: the areas that are open to them, in words. */
export function rightsInWords(
  actor: ContactActor,
  org: OrgRow,
  colleague: Pick<Colleague, 'permissions'>,
  t: Translate,
): string {
  const rights = rightsOf(actor, colleague.permissions);
  if (rights.portal === 'no') return t('colleagues.no-access');
  const open = GIVEN.filter((area) => rights[area] !== 'none' && rights[area] !== 'no');
  if (open.length === 0) return t('colleagues.nothing');
  return open
    .map((area) => {
      const name = areaName(area, org, t);
      return rights[area] === 'yes'
        ? name
        : t('colleagues.right', { area: name, choice: rightWord(area, rights[area], t) });
    })
    .join(', ');
}

/** Every right of somebody whom the admin may not change, to read. */
export function RightsList({ actor, org, colleague }: { actor: ContactActor; org: OrgRow; colleague: Colleague }) {
  const { t } = usePage();
  const rights = rightsOf(actor, colleague.permissions);
  return (
    <Facts of={GIVEN.map((area) => ({ label: areaName(area, org, t), value: rightWord(area, rights[area], t) }))} />
  );
}

/**
 * What is given, area by area, never more than the admin has: what it doesn't have itself isn't there to choose. `values`
 * are what was typed, or what is stored.
 */
export function AccessFields({
  actor,
  org,
  sites,
  values,
  problems,
  today,
}: {
  actor: ContactActor;
  org: OrgRow;
  sites: readonly OwnSite[];
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  today: Temporal.PlainDate;
}) {
  const { t } = usePage();
  const areas = GIVEN.filter((area) => givable(actor, area).length > 1);
  return (
    <>
      {areas.map((area) => (
        <SelectField
          key={area}
          name={choiceName(area)}
          label={areaName(area, org, t)}
          hint={area === 'colleagues' ? t('colleagues.hint-colleagues') : undefined}
          value={values[choiceName(area)]}
          error={problemOf(problems, choiceName(area))}
          options={givable(actor, area).map((choice) => ({ value: choice, label: rightWord(area, choice, t) }))}
        />
      ))}
      {actor.permissions.sites !== 'none' && sites.length > 0 && (
        <SiteTicks sites={sites} error={problemOf(problems, 'site')} />
      )}
      <DateField
        name="access_ends_on"
        label={t('rights.end-day')}
        hint={t('colleagues.end-hint')}
        min={today}
        value={values['access_ends_on']}
        error={problemOf(problems, 'access_ends_on')}
        optional
      />
    </>
  );
}

function SiteTicks({ sites, error }: { sites: readonly OwnSite[]; error: string | undefined }) {
  const { t } = usePage();
  return (
    <fieldset class="tiles" aria-describedby={error === undefined ? undefined : 'f-site-error'}>
      <legend class="flabel">{t('colleagues.sites')}</legend>
      <span class="hint">{t('colleagues.sites-hint')}</span>
      <FieldError id="f-site-error" text={error} />
      {sites.map((site, at) => (
        <Choice
          key={site.id}
          name="site"
          id={at === 0 ? 'f-site' : `f-site-${at}`}
          value={site.id}
          checked={site.chosen}
          label={site.name}
        />
      ))}
    </fieldset>
  );
}
