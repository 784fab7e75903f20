import type { Money } from '../kernel/money.ts';

/**
 * Money, days and times as people read them. Making an Intl object costs about 50 µs, using one about 1 µs,
 * so each is made once per language and options. A zone is always an IANA name and always given.
 */
function memo<Made>(make: (locale: string, rest: string) => Made): (locale: string, rest?: string) => Made {
  const made = new Map<string, Made>();
  return (locale, rest = '') => {
    const key = `${locale} ${rest}`;
    let found = made.get(key);
    if (found === undefined) made.set(key, (found = make(locale, rest)));
    return found;
  };
}

const moneyFormat = memo((locale, currency) => {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return { format, digits: format.resolvedOptions().maximumFractionDigits ?? 2 };
});
const numberFormat = memo((locale) => new Intl.NumberFormat(locale));
const minuteFormat = memo((locale) => new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 }));
const relativeFormat = memo((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const hourCycle = memo((locale) => new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hourCycle);
const dayShort = memo((locale) => dayWords(locale, { weekday: 'short', day: 'numeric', month: 'short' }));
const dayShortYear = memo((locale) =>
  dayWords(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
);
const dayLong = memo((locale) => dayWords(locale, { weekday: 'long', day: 'numeric', month: 'long' }));
const dayLongYear = memo((locale) =>
  dayWords(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
);
const weekdayLong = memo((locale) => dayWords(locale, { weekday: 'long' }));
const weekdayShort = memo((locale) => dayWords(locale, { weekday: 'short' }));
const monthShort = memo((locale) => dayWords(locale, { month: 'short' }));
const clock = memo(
  (locale, timeZone) => new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' }),
);
const clockHour = memo((locale, timeZone) => new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric' }));
const zoneFormat = memo(
  (locale, timeZone) => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }),
);

/** A process shows the same few hundred days over and over; past this many (eleven years) it starts afresh. */
const DAYS_KEPT = 4000;

/** Words days in one way. A calendar day has no zone: it is worded as noon in UTC. */
function dayWords(locale: string, options: Intl.DateTimeFormatOptions): (day: Temporal.PlainDate) => string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  // British usage in plain text has no comma after the weekday ("Tuesday 24 November 2026"); CLDR puts one before a year.
  const british = format.resolvedOptions().locale === 'en-GB';
  const known = new Map<number, string>();
  return (day) => {
    const key = (day.year * 12 + day.month) * 31 + day.day;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= DAYS_KEPT) known.clear();
    const text = format.format(day.toZonedDateTime('UTC').epochMilliseconds + 12 * 3_600_000);
    const worded = british ? text.replace(',', '') : text;
    known.set(key, worded);
    return worded;
  };
}

/** `£1,230.00`, `−12.480,00 €`: exact at any size, with a true minus sign. */
export function formatMoney(money: Money, locale: string): string {
  const { format, digits } = moneyFormat(locale, money.currency);
  const negative = money.minor < 0n;
  const text = String(negative ? -money.minor : money.minor).padStart(digits + 1, '0');
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  const exact = `${negative ? '-' : ''}${whole}` as `${number}`; // brand: built from digits only
  return format.format(exact).replace('-', '−');
}

/** `12,480`. */
export function formatNumber(value: number | bigint, locale: string): string {
  return numberFormat(locale).format(value).replace('-', '−');
}

/** `Tue 24 Nov`; with the year when it is not the year of `today`. */
export function formatDay(day: Temporal.PlainDate, locale: string, today?: Temporal.PlainDate): string {
  return (today === undefined || today.year === day.year ? dayShort(locale) : dayShortYear(locale))(day);
}

/** `Tuesday 24 November`; with the year when it is not the year of `today`. */
export function formatDayLong(day: Temporal.PlainDate, locale: string, today?: Temporal.PlainDate): string {
  return (today === undefined || today.year === day.year ? dayLong(locale) : dayLongYear(locale))(day);
}

/** `Tuesday 24 November 2026`: for documents, which outlive the year. */
export function formatDayFull(day: Temporal.PlainDate, locale: string): string {
  return dayLongYear(locale)(day);
}

/** `Friday`: only for a day less than a week away. */
export function formatWeekday(day: Temporal.PlainDate, locale: string): string {
  return weekdayLong(locale)(day);
}

/** The three words of a calendar leaf. */
export function leafParts(day: Temporal.PlainDate, locale: string): { weekday: string; day: string; month: string } {
  return {
    weekday: weekdayShort(locale)(day).replace(/\.$/, ''),
    day: formatNumber(day.day, locale),
    month: monthShort(locale)(day).replace(/\.$/, ''),
  };
}

/** `16:20`, `8:41`, `9:57 PM`: hours without a leading zero. */
export function formatTime(at: Temporal.Instant, zone: string, locale: string): string {
  if (hourCycle(locale) !== 'h23') return clock(locale, zone).format(at.epochMilliseconds);
  const local = at.toZonedDateTimeISO(zone);
  return `${formatNumber(local.hour, locale)}:${minuteFormat(locale).format(local.minute)}`;
}

/**
 * An arrival window: `8–12`, `8:30–12:15`, `20–24`, and over midnight `Tue 22:00 – Wed 2:00`.
 * @param zone where the work is done
 * @param viewerZone names the zone behind the hours when the reader lives in another
 */
export function formatWindow(
  starts: Temporal.Instant,
  ends: Temporal.Instant,
  zone: string,
  locale: string,
  viewerZone: string = zone,
): string {
  const text = windowHours(starts, ends, zone, locale);
  return sameClock(starts, zone, viewerZone) ? text : `${text}, ${zoneName(zone, starts, locale)}`;
}

function windowHours(starts: Temporal.Instant, ends: Temporal.Instant, zone: string, locale: string): string {
  const from = starts.toZonedDateTimeISO(zone);
  const to = ends.toZonedDateTimeISO(zone);
  const days = from.toPlainDate().until(to.toPlainDate(), { largestUnit: 'days' }).days;
  const toMidnight = days === 1 && to.hour === 0 && to.minute === 0;
  if (days > 0 && !toMidnight) {
    const end = (at: Temporal.ZonedDateTime): string =>
      `${weekdayShort(locale)(at.toPlainDate())} ${formatTime(at.toInstant(), zone, locale)}`;
    return `${end(from)} – ${end(to)}`;
  }
  const withMinutes = from.minute !== 0 || to.minute !== 0;
  if (hourCycle(locale) !== 'h23') {
    return (withMinutes ? clock(locale, zone) : clockHour(locale, zone)).formatRange(
      starts.epochMilliseconds,
      ends.epochMilliseconds,
    );
  }
  const hour = (at: Temporal.ZonedDateTime, last: boolean): string => {
    const whole = formatNumber(last && toMidnight ? 24 : at.hour, locale);
    return withMinutes ? `${whole}:${minuteFormat(locale).format(at.minute)}` : whole;
  };
  return `${hour(from, false)}–${hour(to, true)}`;
}

/** The name of `zone` when its clock differs from the `other`'s at that moment, else null. */
export function zoneNote(at: Temporal.Instant, zone: string, other: string, locale: string): string | null {
  return sameClock(at, zone, other) ? null : zoneName(zone, at, locale);
}

/** Two zones that show the same clock at that moment are one zone to a reader. */
function sameClock(at: Temporal.Instant, zone: string, other: string): boolean {
  return zone === other || at.toZonedDateTimeISO(zone).offset === at.toZonedDateTimeISO(other).offset;
}

function zoneName(zone: string, at: Temporal.Instant, locale: string): string {
  const parts = zoneFormat(locale, zone).formatToParts(at.epochMilliseconds);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/**
 * A moment: `Today 9:12`, `Sun 22 Nov, 10:20`, `Thu 4 Dec 2025, 8:00`.
 * @param now decides today, yesterday, tomorrow and whether the year is said
 */
export function formatInstant(at: Temporal.Instant, zone: string, locale: string, now?: Temporal.Instant): string {
  const day = at.toZonedDateTimeISO(zone).toPlainDate();
  const today = now?.toZonedDateTimeISO(zone).toPlainDate();
  const time = formatTime(at, zone, locale);
  if (today !== undefined && day.equals(today))
    return `${capital(relativeFormat(locale).format(0, 'day'), locale)} ${time}`;
  return `${formatDay(day, locale, today)}, ${time}`;
}

/** `Monday 23 November, 16:20`. */
export function formatInstantLong(at: Temporal.Instant, zone: string, locale: string, now?: Temporal.Instant): string {
  const day = at.toZonedDateTimeISO(zone).toPlainDate();
  const today = now?.toZonedDateTimeISO(zone).toPlainDate();
  return `${formatDayLong(day, locale, today)}, ${formatTime(at, zone, locale)}`;
}

/** `in 4 days`, `yesterday`, `in 6 months`. Only ever beside the day itself. */
export function formatRelativeDay(day: Temporal.PlainDate, today: Temporal.PlainDate, locale: string): string {
  const days = today.until(day, { largestUnit: 'days' }).days;
  if (Math.abs(days) < 45) return relativeFormat(locale).format(days, 'day');
  const months = Math.round(days / 30.44); // the mean month: nobody counts on more here
  if (Math.abs(months) < 18) return relativeFormat(locale).format(months, 'month');
  return relativeFormat(locale).format(Math.round(days / 365.25), 'year');
}

/** `3 minutes ago`, `in 2 hours`, `4 days ago`. Only ever beside the moment itself. */
export function formatRelative(at: Temporal.Instant, now: Temporal.Instant, zone: string, locale: string): string {
  const minutes = Math.round((at.epochMilliseconds - now.epochMilliseconds) / 60_000);
  if (Math.abs(minutes) < 60) return relativeFormat(locale).format(minutes, 'minute');
  if (Math.abs(minutes) < 24 * 60) return relativeFormat(locale).format(Math.round(minutes / 60), 'hour');
  const day = (moment: Temporal.Instant): Temporal.PlainDate => moment.toZonedDateTimeISO(zone).toPlainDate();
  return formatRelativeDay(day(at), day(now), locale);
}

/** `212 KB`, `4.8 MB`: decimal units, as phones and stores count. */
export function formatBytes(bytes: number, locale: string): string {
  if (bytes < 1000) return `${formatNumber(bytes, locale)} B`;
  if (bytes < 1_000_000) return `${formatNumber(Math.round(bytes / 1000), locale)} KB`;
  return `${formatNumber(Math.round(bytes / 100_000) / 10, locale)} MB`;
}

function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
