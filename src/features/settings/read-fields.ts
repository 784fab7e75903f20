import type { Problem } from '../../kernel/errors.ts';
import type { TypedForm } from '../../platform/http/index.ts';
import { BadValue, readEmail, readPhone } from '../../platform/values/index.ts';

/** Reads the fields of one form and gathers what is wrong with them. An empty field is null. */
export class Fields {
  readonly problems: Problem[] = [];
  readonly #form: TypedForm;

  constructor(form: TypedForm) {
    this.#form = form;
  }

  bad(field: string, key: string, values: Readonly<Record<string, string | number>> = {}): null {
    this.problems.push({ field, key, values });
    return null;
  }

  text(field: string, most: number): string | null {
    const text = this.#form.text(field);
    if (text === '') return null;
    return [...text].length > most ? this.bad(field, 'settings.too-long', { most }) : text;
  }

  required(field: string, most: number, key: string): string {
    const text = this.text(field, most);
    if (text === null && !this.problems.some((problem) => problem.field === field)) this.bad(field, key);
    return text ?? '';
  }

  phone(field: string, country: string): string | null {
    const text = this.text(field, 60);
    if (text === null) return null;
    const phone = readPhone(text, country);
    return phone instanceof BadValue ? this.bad(field, 'settings.not-a-phone') : phone;
  }

  email(field: string): string | null {
    const text = this.text(field, 254);
    if (text === null) return null;
    const email = readEmail(text);
    return email instanceof BadValue ? this.bad(field, 'settings.not-an-email') : email;
  }

  /** An address of the web; one without a scheme is taken as https. */
  url(field: string): string | null {
    const text = this.text(field, 500);
    if (text === null) return null;
    const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
    const isWeb = url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.') && url.username === '';
    return isWeb ? url.href : this.bad(field, 'settings.not-a-url');
  }

  number(field: string, least: number, most: number): number {
    const text = this.#form.text(field);
    const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    if (value < least || value > most) this.bad(field, 'settings.not-in-range', { least, most });
    return value;
  }

  choice(field: string, isKnown: (value: string) => boolean): string {
    const value = this.#form.text(field);
    if (!isKnown(value)) this.bad(field, 'settings.not-a-choice');
    return value;
  }

  ticked(field: string): boolean {
    return this.#form.has(field);
  }
}
