import { Invalid, type Problem } from '../../kernel/errors.ts';
import {
  BadValue,
  cleanText,
  readCountry,
  readEmail,
  readLanguage,
  readPhone,
  readPostcode,
  readText,
  readVatId,
} from '../values/index.ts';
import type { TypedForm } from './forms.ts';

interface TextRule {
  /** In characters, as the column's check has it. */
  readonly most: number;
  /** Keeps line ends. */
  readonly lines?: boolean;
}

export interface Address {
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly country: string | null;
}

/**
 * Takes a form's fields one by one and remembers what is wrong with each, so that all of it is said at once. An empty
 * field reads as null. Ask for every field, then `done()`.
 */
export class FormReader {
  readonly #form: TypedForm;
  readonly #problems: Problem[] = [];

  constructor(form: TypedForm) {
    this.#form = form;
  }

  text(field: string, { most, lines = false }: TextRule): string | null {
    const cell = cleanText(this.#form.text(field));
    return cell === '' ? null : this.#taken(field, readText(cell, { maxLength: most, lines }));
  }

  /** A text that must be there; `missing` says what to type. Reads as '' when it isn't, and `done()` throws. */
  needed(field: string, rule: TextRule & { readonly missing: string }): string {
    const value = this.text(field, rule);
    if (value === null && !this.hasProblem(field)) this.problem(field, rule.missing);
    return value ?? '';
  }

  /** In lower case. */
  email(field: string): string | null {
    const cell = cleanText(this.#form.text(field));
    return cell === '' ? null : this.#taken(field, readEmail(cell));
  }

  /** As E.164; `country` is that of a number without one. */
  phone(field: string, country: string): string | null {
    const cell = cleanText(this.#form.text(field));
    return cell === '' ? null : this.#taken(field, readPhone(cell, country));
  }

  /** As its country writes it. `stored`, which may be older than the rule, is taken as it is. */
  postcode(field: string, country: string, stored: string | null): string | null {
    const text = this.text(field, { most: 20 });
    return text === null || text === stored ? text : this.#taken(field, readPostcode(text, country));
  }

  /** The six fields of an address. A postcode that was fine in one country has to fit the other. */
  address(home: string, stored: Pick<Address, 'postcode' | 'country'> | null): Address {
    const country = this.country('country');
    const isSameCountry = country === (stored?.country ?? null);
    return {
      line1: this.text('line1', { most: 200 }),
      line2: this.text('line2', { most: 200 }),
      postcode: this.postcode('postcode', country ?? home, isSameCountry ? (stored?.postcode ?? null) : null),
      city: this.text('city', { most: 120 }),
      region: this.text('region', { most: 120 }),
      country,
    };
  }

  /** Checked by the rules of its country. `stored` is taken as it is. */
  vatId(field: string, country: string, stored: string | null): string | null {
    const text = this.text(field, { most: 40 });
    return text === null || text === stored ? text : this.#taken(field, readVatId(text, country));
  }

  /** ISO 3166-1 alpha-2. */
  country(field: string): string | null {
    const cell = cleanText(this.#form.text(field));
    return cell === '' ? null : this.#taken(field, readCountry(cell));
  }

  /** A BCP 47 tag of at most twelve characters. */
  language(field: string): string | null {
    const cell = cleanText(this.#form.text(field));
    return cell === '' ? null : this.#taken(field, readLanguage(cell));
  }

  /** The name of an IANA zone; an offset such as +02:00 has no summer time and is none. */
  timeZone(field: string): string | null {
    const cell = cleanText(this.#form.text(field));
    if (cell === '') return null;
    if (isTimeZone(cell)) return cell;
    this.problem(field, 'forms.bad-not-a-zone');
    return null;
  }

  /** One of a list; what is none of it is a problem. Null when the field is empty. */
  oneOf<const T extends string>(field: string, choices: readonly T[]): T | null {
    const cell = this.#form.text(field);
    if (cell === '') return null;
    const choice = choices.find((one) => one === cell);
    if (choice === undefined) this.problem(field, 'forms.bad-choice');
    return choice ?? null;
  }

  problem(field: string, key: string, values?: Readonly<Record<string, string | number>>): void {
    this.#problems.push(values === undefined ? { field, key } : { field, key, values });
  }

  hasProblem(field: string): boolean {
    return this.#problems.some((problem) => problem.field === field);
  }

  /** @throws Invalid with everything that is wrong */
  done(): void {
    if (this.#problems.length > 0) throw new Invalid(this.#problems);
  }

  #taken(field: string, value: string | BadValue): string | null {
    if (!(value instanceof BadValue)) return value;
    this.problem(field, `forms.bad-${value.reason}`, value.values);
    return null;
  }
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9/_+-]{2,49}$/.test(name)) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId !== '';
  } catch {
    return false;
  }
}
