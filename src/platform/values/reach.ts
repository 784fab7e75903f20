import { parsePhoneNumberFromString, isSupportedCountry } from 'libphonenumber-js/min';
import { BadValue, quoted } from './bad-value.ts';

/** A phone number as E.164. `country` (ISO 3166-1 alpha-2) is used when the number names none. An extension is left out. */
export function readPhone(cell: string, country: string): string | BadValue {
  const text = cell.replace(/^['\s]+/, '');
  const bad = (reason: string) => new BadValue(reason, { value: quoted(cell) });
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(text)) return bad('rounded-number');
  const looksDialled =
    /^(?:(?:tel|phone|mob|fax)[a-z]*\.?:?)?[\s\d+()./–-]+(?:(?:x|ext|ext\.|durchwahl|dw)\.?\s*\d{1,7})?$/i.test(text);
  const region = isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(text, region === undefined ? {} : { defaultCountry: region });
  if (looksDialled && number?.isPossible() && /^\+[1-9]\d{5,14}$/.test(number.number)) return number.number;
  return bad(
    (text.match(/\d{5,}/g)?.length ?? 0) > 1 && /[,;/|\n]| or | und | oder /.test(text)
      ? 'several-numbers'
      : 'not-a-phone',
  );
}

const address = /^[^\s@<>()[\]",;:\\]+@[^\s@<>()[\]",;:\\]+\.[^\s@<>()[\]",;:\\.]{2,}$/u;

/** An e-mail address in lower case. `Name <a@b.org>` and `mailto:` are taken apart. */
export function readEmail(cell: string): string | BadValue {
  const text = (/<([^<>]+)>\s*$/.exec(cell)?.[1] ?? cell).replace(/^mailto:/i, '').trim();
  if (address.test(text) && text.length <= 254 && !text.includes('..')) return text.toLowerCase();
  const several = text.split(/[\s,;|]+/).filter((part) => address.test(part)).length > 1;
  return new BadValue(several ? 'several-emails' : 'not-an-email', { value: quoted(cell) });
}
