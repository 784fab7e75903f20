import { BadValue, quoted } from './bad-value.ts';

/** The order of day, month and year; `serial` counts days as Excel does. 2026-11-24 is read whatever the order. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd' | 'serial';

const monthNames: Record<string, number> = {
  jan: 1,
  january: 1,
  januar: 1,
  janner: 1,
  feb: 2,
  february: 2,
  februar: 2,
  mar: 3,
  march: 3,
  marz: 3,
  mrz: 3,
  maerz: 3,
  apr: 4,
  april: 4,
  may: 5,
  mai: 5,
  jun: 6,
  june: 6,
  juni: 6,
  jul: 7,
  july: 7,
  juli: 7,
  aug: 8,
  august: 8,
  sep: 9,
  sept: 9,
  september: 9,
  oct: 10,
  october: 10,
  okt: 10,
  oktober: 10,
  nov: 11,
  november: 11,
  dec: 12,
  december: 12,
  dez: 12,
  dezember: 12,
};

/** Years outside are typing errors: no record of a living business is older, none is planned further ahead. */
const firstYear = 1900;
const lastYear = 2200;

const numeric = /^(\d{1,4})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{2}|\d{4})$/;
const isoLike = /^(\d{4})[-./]?(\d{2})[-./]?(\d{2})$/;
const dayFirstName = /^(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([\p{L}]+)[\s.,-]+(\d{2}|\d{4})$/u;
const monthFirstName = /^([\p{L}]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{2}|\d{4})$/u;
const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]*[.,]?\s+/i;
const timePart =
  /^(.*?)[T\s,]\s*(\d{1,2}(?:[:.]\d{2}){1,2}(?:[.,]\d+)?(?:\s*[ap]\.?m\.?)?)\s*(?:Uhr)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;

/** A day. A time beside it is left out. */
export function readDay(cell: string, order: DateOrder): Temporal.PlainDate | BadValue {
  const text = splitTime(cell.trim(), order).day;
  const parts = dayParts(text, order);
  if (!parts) return new BadValue('not-a-date', { value: quoted(cell), order });
  const { year, month, day } = parts;
  if (year < firstYear || year > lastYear) return new BadValue('year-out-of-range', { value: quoted(cell) });
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return new BadValue(day <= 12 && month > 12 && order !== 'ymd' ? 'not-in-order' : 'no-such-day', {
      value: quoted(cell),
      order,
    });
  }
}

function splitTime(text: string, order: DateOrder): { day: string; time: string; zone: string } {
  const match = timePart.exec(text);
  // "24.11.2026" would otherwise be taken for "24.11" and a time.
  if (!match || !dayParts(match[1] ?? '', order)) return { day: text, time: '', zone: '' };
  return { day: match[1] ?? '', time: match[2] ?? '', zone: match[3] ?? '' };
}

function dayParts(given: string, order: DateOrder): { year: number; month: number; day: number } | null {
  const text = given.replace(weekday, '').trim();
  if (order === 'serial' && /^\d{1,6}(?:[.,]\d+)?$/.test(text)) return serialParts(Number.parseInt(text, 10));
  const iso = isoLike.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const named = namedParts(text);
  if (named) return named;
  const match = numeric.exec(text);
  if (!match) return null;
  const [a = '', b = '', c = ''] = match.slice(1);
  if (a.length > 2)
    return c.length <= 2 && a.length === 4 ? { year: Number(a), month: Number(b), day: Number(c) } : null;
  if (order === 'ymd') return c.length === 2 ? { year: fullYear(a), month: Number(b), day: Number(c) } : null;
  const [day, month] = order === 'mdy' ? [b, a] : [a, b];
  return { year: fullYear(c), month: Number(month), day: Number(day) };
}

function namedParts(text: string): { year: number; month: number; day: number } | null {
  const dayFirst = dayFirstName.exec(text);
  const monthFirst = monthFirstName.exec(text);
  const [name = '', day = '', year = ''] = dayFirst
    ? [dayFirst[2], dayFirst[1], dayFirst[3]]
    : [monthFirst?.[1], monthFirst?.[2], monthFirst?.[3]];
  const month = monthNames[name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')];
  return month === undefined ? null : { year: fullYear(year), month, day: Number(day) };
}

/** Two digits mean 1970 to 2069, as POSIX has it. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year >= 70 ? 1900 + year : 2000 + year;
}

/** Excel's day 1 is 1 January 1900, and it believes in a 29 February 1900; from March on, counting from 30 December 1899 is right. */
function serialParts(days: number): { year: number; month: number; day: number } | null {
  if (days < 61) return null;
  const { year, month, day } = new Temporal.PlainDate(1899, 12, 30).add({ days });
  return { year, month, day };
}

/** A time of day: `8:30`, `08.30 Uhr`, `8:30 pm`, `830`? no; `8` and `8 Uhr` are full hours. */
export function readTime(cell: string): Temporal.PlainTime | BadValue {
  const match = /^(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?)?\s*(?:uhr|h)?\s*([ap])?\.?m?\.?$/i.exec(
    cell.trim(),
  );
  const bad = new BadValue('not-a-time', { value: quoted(cell) });
  if (!match) return bad;
  const [, hours = '', minutes = '0', seconds = '0', half = ''] = match;
  const clock = Number(hours);
  if (half !== '' && (clock < 1 || clock > 12)) return bad;
  const hour = half === '' ? clock : (clock % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return bad;
  return new Temporal.PlainTime(hour, Number(minutes), Number(seconds));
}

/** A day with a time if the cell has one, and an instant if it also names its zone (`Z`, `+02:00`). */
export interface Moment {
  day: Temporal.PlainDate;
  time: Temporal.PlainTime | null;
  instant: Temporal.Instant | null;
}

export function readMoment(cell: string, order: DateOrder): Moment | BadValue {
  const text = cell.trim();
  const day = readDay(text, order);
  if (day instanceof BadValue) return day;
  const parts = splitTime(text, order);
  if (parts.time === '') return { day, time: serialTime(text, order), instant: null };
  const time = readTime(parts.time);
  if (time instanceof BadValue) return time;
  return { day, time, instant: parts.zone === '' ? null : zonedInstant(day, time, parts.zone) };
}

function serialTime(text: string, order: DateOrder): Temporal.PlainTime | null {
  const fraction = order === 'serial' ? /^\d+[.,](\d+)$/.exec(text)?.[1] : undefined;
  if (fraction === undefined) return null;
  return new Temporal.PlainTime().add({ minutes: Math.round(Number(`0.${fraction}`) * 1440) % 1440 });
}

function zonedInstant(day: Temporal.PlainDate, time: Temporal.PlainTime, zone: string): Temporal.Instant {
  const offset = /^[+-]/.test(zone) ? zone.replace(/^(.\d{2}):?(\d{2})$/, '$1:$2') : '+00:00';
  return Temporal.Instant.from(`${day.toString()}T${time.toString()}${offset}`);
}

/**
 * The instant of a local time. A time that the clock skips in spring is refused; one that it shows twice in autumn
 * means the first.
 */
export function atLocalTime(
  day: Temporal.PlainDate,
  time: Temporal.PlainTime,
  timeZone: string,
): Temporal.Instant | BadValue {
  const local = day.toPlainDateTime(time);
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  if (!zoned.toPlainDateTime().equals(local))
    return new BadValue('skipped-time', { value: `${day.toString()} ${time.toString()}` });
  return zoned.toInstant();
}

export interface FoundDateOrder {
  order: DateOrder;
  /** False when the samples fit two orders. */
  sure: boolean;
}

/** The order of the dates among the samples; `usual` decides when they fit both. */
export function findDateOrder(samples: readonly string[], usual: 'dmy' | 'mdy'): FoundDateOrder {
  const votes = { dmy: 0, mdy: 0, ymd: 0, serial: 0 };
  let neutral = 0;
  for (const sample of samples) {
    const text = sample.trim().split(/[T\s]/)[0] ?? '';
    if (/^[3-6]\d{4}(?:[.,]\d+)?$/.test(text)) votes.serial++;
    if (isoLike.test(text) || namedParts(sample.trim())) neutral++;
    const match = numeric.exec(text);
    if (!match || /^\d{4}-?\d{2}-?\d{2}$/.test(text)) continue;
    const [a, b, c] = [Number(match[1]), Number(match[2]), Number(match[3])];
    if ((match[1] ?? '').length > 2 || (a > 31 && c <= 31)) votes.ymd++;
    else if (a > 12) votes.dmy++;
    else if (b > 12) votes.mdy++;
  }
  const [best] = (['dmy', 'mdy', 'ymd', 'serial'] as const).toSorted((x, y) => votes[y] - votes[x]);
  if (best === undefined || votes[best] === 0) return { order: usual, sure: neutral > 0 && neutral === samples.length };
  const others = votes.dmy + votes.mdy + votes.ymd + votes.serial - votes[best];
  return { order: best, sure: others === 0 };
}
