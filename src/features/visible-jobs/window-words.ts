import { formatDayLong, formatTime, formatWindow, zoneNote } from '../../ui/format.ts';
import type { Translate } from '../../words/index.ts';

/** Who reads, when, and in which zone the page is told. */
export interface Reader {
  readonly t: Translate;
  readonly locale: string;
  readonly now: Temporal.Instant;
  readonly orgZone: string;
}

export interface Window {
  readonly starts_at: Temporal.Instant;
  readonly ends_at: Temporal.Instant;
  readonly zone: string;
}

/**
 * *on Tuesday 24 November, between 8 and 12*, told in the zone of the place of work; the zone is named where its clock
 * differs from the org's. A window over midnight is told with both days.
 */
export function windowInWords({ starts_at, ends_at, zone }: Window, reader: Reader): string {
  const { t, locale, orgZone } = reader;
  const from = starts_at.toZonedDateTimeISO(zone);
  const to = ends_at.toZonedDateTimeISO(zone);
  const day = dayInWords(from.toPlainDate(), zone, reader);
  if (!from.toPlainDate().equals(to.toPlainDate()))
    return t('portal.window', { day, hours: formatWindow(starts_at, ends_at, zone, locale, orgZone) });
  const hours = t('portal.window-between', {
    from: clock(from, locale, to),
    to: clock(to, locale, from),
  });
  const named = zoneNote(starts_at, zone, orgZone, locale);
  return t('portal.window', { day, hours: named === null ? hours : t('portal.in-zone', { text: hours, zone: named }) });
}

/** *on Tuesday 24 November*, *today, Tuesday 24 November*. */
export function dayInWords(day: Temporal.PlainDate, zone: string, { t, locale, now }: Reader): string {
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const text = formatDayLong(day, locale, today);
  const away = today.until(day, { largestUnit: 'days' }).days;
  if (away === 0) return t('portal.day-today', { day: text });
  if (away === 1) return t('portal.day-tomorrow', { day: text });
  return t('portal.day-on', { day: text });
}

/** A moment on its own day: *Tuesday 27 October at 9:40*. */
export function momentInWords(at: Temporal.Instant, zone: string, { t, locale, now, orgZone }: Reader): string {
  const day = formatDayLong(
    at.toZonedDateTimeISO(zone).toPlainDate(),
    locale,
    now.toZonedDateTimeISO(zone).toPlainDate(),
  );
  const text = t('portal.moment', { day, time: formatTime(at, zone, locale) });
  const named = zoneNote(at, zone, orgZone, locale);
  return named === null ? text : t('portal.in-zone', { text, zone: named });
}

/** `8` when both ends are on the hour, else `8:30`. */
function clock(end: Temporal.ZonedDateTime, locale: string, other: Temporal.ZonedDateTime): string {
  const text = formatTime(end.toInstant(), end.timeZoneId, locale);
  return end.minute === 0 && other.minute === 0 ? text.replace(/:00(?!\d)/, '') : text;
}
