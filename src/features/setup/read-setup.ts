import type { Problem } from '../../kernel/errors.ts';
import type { TypedForm } from '../../platform/http/index.ts';
import { BadValue, readEmail } from '../../platform/values/index.ts';
import { isCountry, isCurrency, isZone, slugFrom, slugRefusal, usualCurrency, usualZone } from '../orgs/index.ts';
import { PASSWORD_LEAST, PASSWORD_MOST, passwordRefusal } from '../signin/index.ts';

export const SETUP_FIELDS = ['name', 'slug', 'country', 'time_zone', 'currency', 'person', 'email'] as const;
export type SetupField = (typeof SETUP_FIELDS)[number];
export type SetupTyped = Readonly<Record<SetupField, string>>;

export interface SetupInput {
  readonly name: string;
  readonly slug: string;
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly person: string;
  readonly email: string;
  readonly password: string;
}

/** What was typed, with whatever follows from it filled in, and what is wrong. Zone and currency follow the country. */
export async function readSetup(
  form: TypedForm,
  year: number,
): Promise<{ readonly typed: SetupTyped; readonly input: SetupInput; readonly problems: readonly Problem[] }> {
  const text = (field: SetupField) => form.text(field);
  const name = text('name');
  const slug = (text('slug') || slugFrom(name)).toLowerCase();
  const country = text('country');
  const known = isCountry(country);
  const currency = text('currency') || (known ? (usualCurrency(country) ?? '') : '');
  const timeZone = text('time_zone') || (known ? (usualZone(country, year) ?? '') : '');
  const email = readEmail(text('email'));
  const password = form.secret('password');
  const person = text('person');
  const slugProblem = slugRefusal(slug);
  const passwordProblem = await passwordRefusal(password, [person, text('email'), name]);
  const problems: (Problem | false)[] = [
    (name === '' || name.length > 120) && { field: 'name', key: 'setup.name-missing' },
    slugProblem !== null && name !== '' && { field: 'slug', key: slugProblem },
    !known && { field: 'country', key: 'setup.country-missing' },
    known && !isZone(timeZone) && { field: 'time_zone', key: 'setup.zone-missing' },
    known && !isCurrency(currency) && { field: 'currency', key: 'setup.currency-missing' },
    (person === '' || person.length > 120) && { field: 'person', key: 'setup.person-missing' },
    email instanceof BadValue && { field: 'email', key: 'setup.email-missing' },
    passwordProblem !== null && {
      field: 'password',
      key: passwordProblem,
      values: { least: PASSWORD_LEAST, most: PASSWORD_MOST },
    },
  ];
  return {
    typed: {
      name,
      slug,
      country,
      time_zone: text('time_zone'),
      currency: text('currency'),
      person,
      email: text('email'),
    },
    input: { name, slug, country, currency, timeZone, person, email: String(email), password },
    problems: problems.filter((problem) => problem !== false),
  };
}
