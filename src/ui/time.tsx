import { classes } from './class-names.ts';
import { todayOn, usePage } from './context.tsx';
import {
  formatDay,
  formatDayFull,
  formatDayLong,
  formatInstant,
  formatInstantLong,
  formatRelative,
  formatRelativeDay,
  leafParts,
} from './format.ts';

/** A moment in the page's zone: *Today 9:12*. `relative` adds *, 3 hours ago*. */
export function Time({
  at,
  long,
  relative,
  zone,
  class: name,
}: {
  at: Temporal.Instant;
  long?: boolean | undefined;
  relative?: boolean | undefined;
  /** Where it happens, when that is not where the page is told. */
  zone?: string | undefined;
  class?: string | undefined;
}) {
  const { locale, now, timeZone } = usePage();
  const where = zone ?? timeZone;
  const absolute = (long === true ? formatInstantLong : formatInstant)(at, where, locale, now);
  return (
    <time dateTime={at.toString({ smallestUnit: 'second' })} class={name}>
      {absolute}
      {relative === true && `, ${formatRelative(at, now, where, locale)}`}
    </time>
  );
}

/** A day: *Fri 27 Nov*. `long` writes it out, `full` adds the year, `relative` adds *, in 4 days*. */
export function Day({
  on,
  long,
  full,
  relative,
  class: name,
}: {
  on: Temporal.PlainDate;
  long?: boolean | undefined;
  full?: boolean | undefined;
  relative?: boolean | undefined;
  class?: string | undefined;
}) {
  const page = usePage();
  const today = todayOn(page);
  const text =
    full === true
      ? formatDayFull(on, page.locale)
      : (long === true ? formatDayLong : formatDay)(on, page.locale, today);
  return (
    <time dateTime={on.toString()} class={name}>
      {text}
      {relative === true && `, ${formatRelativeDay(on, today, page.locale)}`}
    </time>
  );
}

/** A day torn off a calendar: the one ornament. `before` replaces the weekday: *by*. */
export function Leaf({
  on,
  size,
  past,
  before,
}: {
  on: Temporal.PlainDate;
  size?: 'big' | undefined;
  past?: boolean | undefined;
  before?: string | undefined;
}) {
  const { locale } = usePage();
  const { weekday, day, month } = leafParts(on, locale);
  return (
    <time class={classes('leaf', size, past && 'past')} dateTime={on.toString()}>
      <span>{before ?? weekday} </span>
      <b>{day} </b>
      <span>{month}</span>
    </time>
  );
}
