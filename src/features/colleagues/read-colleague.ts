import type { ContactActor } from '../../kernel/actor.ts';
import type { Area } from '../../kernel/permissions.ts';
import { FormReader, type TypedForm } from '../../platform/http/index.ts';
import { BadValue, typedDay } from '../../platform/values/index.ts';
import { GIVEN, givable } from './colleague.ts';

/** What an admin gives a colleague. */
export interface GivenAccess {
  readonly choices: Readonly<Partial<Record<Area, string>>>;
  readonly siteIds: readonly string[];
  readonly lastDay: Temporal.PlainDate | null;
}

/** Who is invited. */
export interface InvitedPerson {
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly position: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export function choiceName(area: Area): string {
  return `may-${area}`;
}

/** The person and their access. @throws Invalid with everything that is wrong */
export function readInvitation(
  form: TypedForm,
  actor: ContactActor,
  country: string,
  today: Temporal.PlainDate,
): { person: InvitedPerson; access: GivenAccess } {
  const reader = new FormReader(form);
  const person = {
    first_name: reader.text('first_name', { most: 100 }),
    last_name: reader.text('last_name', { most: 100 }),
    position: reader.text('position', { most: 100 }),
    email: reader.email('email'),
    phone: reader.phone('phone', country),
  };
  if (person.first_name === null && person.last_name === null && !reader.hasProblem('first_name'))
    reader.problem('first_name', 'colleagues.problem-nameless');
  const wrong = reader.hasProblem('email') || reader.hasProblem('phone');
  if (person.email === null && person.phone === null && !wrong)
    reader.problem('email', 'colleagues.problem-no-address');
  const access = takeAccess(form, reader, actor, today);
  reader.done();
  return { person, access };
}

/** The access alone. @throws Invalid */
export function readAccess(form: TypedForm, actor: ContactActor, today: Temporal.PlainDate): GivenAccess {
  const reader = new FormReader(form);
  const access = takeAccess(form, reader, actor, today);
  reader.done();
  return access;
}

/** An area that isn't answered is closed; a choice beyond the admin's own isn't on offer. */
function takeAccess(form: TypedForm, reader: FormReader, actor: ContactActor, today: Temporal.PlainDate): GivenAccess {
  const choices = Object.fromEntries(
    GIVEN.map((area) => {
      const offered = givable(actor, area);
      return [area, reader.oneOf(choiceName(area), offered) ?? offered[0]];
    }),
  );
  const siteIds = choices['sites'] === 'chosen' ? [...new Set(form.all('site'))] : [];
  if (choices['sites'] === 'chosen' && siteIds.length === 0) reader.problem('site', 'colleagues.problem-no-site');
  return { choices, siteIds, lastDay: takeLastDay(form, reader, today) };
}

function takeLastDay(form: TypedForm, reader: FormReader, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const typed = form.text('access_ends_on');
  if (typed === '') return null;
  const day = typedDay(typed);
  if (day instanceof BadValue) {
    reader.problem('access_ends_on', 'rights.end-not-a-day');
    return null;
  }
  if (Temporal.PlainDate.compare(day, today) < 0) reader.problem('access_ends_on', 'colleagues.problem-past');
  return day;
}
