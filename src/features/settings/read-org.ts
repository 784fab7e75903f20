import type { TypedForm } from '../../platform/http/index.ts';
import { BadValue, readCountry } from '../../platform/values/index.ts';
import { STEP_UPS } from '../fresh-proof/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { isCountry, isCurrency, isZone, type OrgFacts } from '../orgs/index.ts';
import { Fields } from './read-fields.ts';

/** What a settings form says: facts for `changeOrg`, and what is wrong. */
export interface ReadSettings {
  readonly facts: OrgFacts;
  readonly problems: Fields['problems'];
}

export function readOrgForm(form: TypedForm, org: OrgRow): ReadSettings {
  const fields = new Fields(form);
  const country = fields.choice('country', isCountry);
  const facts: OrgFacts = {
    name: fields.required('name', 120, 'settings.name-missing'),
    tagline: fields.text('tagline', 80),
    phone: fields.phone('phone', isCountry(country) ? country : org.country),
    email: fields.email('email'),
    website_url: fields.url('website_url'),
    address: fields.text('address', 500),
    opening_hours: fields.text('opening_hours', 200),
    privacy_url: fields.url('privacy_url'),
    terms_url: fields.url('terms_url'),
    country,
    time_zone: fields.choice('time_zone', isZone),
    // A locked field isn't sent.
    ...(form.has('currency') ? { currency: fields.choice('currency', isCurrency) } : {}),
    job_word: fields.text('job_word', 30),
    jobs_word: fields.text('jobs_word', 30),
  };
  if ((facts.job_word === null) !== (facts.jobs_word === null))
    fields.bad(facts.job_word === null ? 'job_word' : 'jobs_word', 'settings.both-words');
  return { facts, problems: fields.problems };
}

/** `mayBank`: only an owner changes where customers send their money. */
export function readBillingForm(form: TypedForm, mayBank: boolean): ReadSettings {
  const fields = new Fields(form);
  const facts: OrgFacts = {
    vat_id: fields.text('vat_id', 40),
    invoice_footer: fields.text('invoice_footer', 1000),
    payment_terms_days: fields.number('payment_terms_days', 0, 365),
    ...(mayBank
      ? {
          bank_holder: fields.text('bank_holder', 120),
          bank_account: fields.text('bank_account', 60),
          bank_code: fields.text('bank_code', 40),
        }
      : {}),
  };
  return { facts, problems: fields.problems };
}

/** Lifetimes with the least and the most that the database takes. */
export const LIFETIMES = [
  ['contact_link_months', 1, 60],
  ['customer_link_days', 1, 1825],
  ['job_link_days', 1, 1825],
  ['invoice_link_days', 1, 1825],
  ['session_idle_minutes', 5, 43_200],
  ['session_hours', 1, 8760],
  ['staff_idle_minutes', 5, 10_080],
  ['staff_session_hours', 1, 2160],
] as const;

export type Lifetime = (typeof LIFETIMES)[number][0];

/** More than this and a typing mistake could make text messages dear. */
const MOST_SMS_COUNTRIES = 60;

export function readSecurityForm(form: TypedForm): ReadSettings {
  const fields = new Fields(form);
  const lifetimes = LIFETIMES.map(([name, least, most]) => [name, fields.number(name, least, most)] as const);
  const facts: OrgFacts = {
    ...Object.fromEntries(lifetimes),
    pin_needs_code: fields.ticked('pin_needs_code'),
    passwords_on: fields.ticked('passwords_on'),
    sms_countries: [...countriesIn(fields)],
    ...(form.has('step_up_listed')
      ? { step_up_asks: STEP_UPS.filter((action) => form.all('step_up_asks').includes(action)) }
      : {}),
  };
  return { facts, problems: fields.problems };
}

function countriesIn(fields: Fields): readonly string[] {
  const names = (fields.text('sms_countries', 2000) ?? '')
    .split(/[,;\n]/)
    .map((name) => name.trim())
    .filter(Boolean);
  const codes = names.map((name) => readCountry(name));
  const unknown = names.filter((_, at) => codes[at] instanceof BadValue);
  if (unknown.length > 0) fields.bad('sms_countries', 'settings.unknown-country', { name: unknown[0] ?? '' });
  const known = [...new Set(codes.filter((code) => typeof code === 'string'))].sort();
  if (known.length > MOST_SMS_COUNTRIES)
    fields.bad('sms_countries', 'settings.too-many-countries', { most: MOST_SMS_COUNTRIES });
  return known;
}
