/** The days and hours of a demo org, counted from the day its world is loaded. */
export interface Calendar {
  readonly now: Temporal.Instant;
  readonly today: Temporal.PlainDate;
  day(offset: number): Temporal.PlainDate;
  /** A moment of the org's day, in hours (8.5 is half past eight). */
  at(dayOffset: number, hour: number): Temporal.Instant;
  /** The same, but never later than now: what has happened can't lie ahead. */
  past(dayOffset: number, hour: number): Temporal.Instant;
}

export function calendarOf(now: Temporal.Instant, timeZone: string): Calendar {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const day = (offset: number) => today.add({ days: offset });
  const at = (offset: number, hour: number) =>
    day(offset)
      .toZonedDateTime({ timeZone, plainTime: '00:00' })
      .add({ minutes: Math.round(hour * 60) })
      .toInstant();
  return {
    now,
    today,
    day,
    at,
    past(offset, hour) {
      const moment = at(offset, hour);
      const latest = now.subtract({ minutes: 1 });
      return Temporal.Instant.compare(moment, latest) > 0 ? latest : moment;
    },
  };
}
