import type { FormReader, TypedForm } from '../../platform/http/index.ts';
import { atLocalTime, BadValue, quoted, readTime, typedAmount, typedDay } from '../../platform/values/index.ts';
import type { JobFacts } from '../jobs/index.ts';

const MOST_PRICE = 1_000_000_000_000n;
/** A window over midnight is a night's work; a longer one is two times typed the wrong way round. */
const MOST_NIGHT_MINUTES = 12 * 60;

interface Home {
  readonly country: string;
  readonly currency: string;
}

/** The facts in a job's form. What is wrong is noted in `reader`; call its `done()` before using them. */
export function readJob(
  form: TypedForm,
  reader: FormReader,
  { customerId, zone, home }: { customerId: string; zone: string; home: Home },
): JobFacts {
  return {
    customerId,
    siteId: form.text('site') || null,
    title: reader.needed('title', { most: 200, missing: 'jobs.error-title' }),
    description: reader.text('description', { most: 10_000, lines: true }),
    internal_notes: reader.text('internal_notes', { most: 10_000, lines: true }),
    window: readWindow(form, reader, zone),
    assigned_staff_id: form.text('engineer') || null,
    main_contact_id: form.text('main_contact') || null,
    affected_first_name: reader.text('affected_first_name', { most: 100 }),
    affected_last_name: reader.text('affected_last_name', { most: 100 }),
    affected_email: reader.email('affected_email'),
    affected_phone: reader.phone('affected_phone', home.country),
    customer_reference: reader.text('customer_reference', { most: 100 }),
    price: readPrice(form, reader, home.currency),
    repeats: reader.text('repeats', { most: 100 }),
    next_due_on: readDayField(form, reader, 'next_due_on'),
  };
}

function readPrice(form: TypedForm, reader: FormReader, currency: string): JobFacts['price'] {
  const text = form.text('price');
  if (text === '') return null;
  const minor = typedAmount(text, currency);
  if (minor instanceof BadValue) reader.problem('price', 'jobs.error-price', { value: quoted(text) });
  else if (minor > MOST_PRICE || minor < -MOST_PRICE) reader.problem('price', 'jobs.error-price-big');
  return minor instanceof BadValue ? null : { minor, currency };
}

function readDayField(form: TypedForm, reader: FormReader, field: string): Temporal.PlainDate | null {
  const text = form.text(field);
  if (text === '') return null;
  const day = typedDay(text);
  if (!(day instanceof BadValue)) return day;
  reader.problem(field, 'jobs.error-day', { value: quoted(text) });
  return null;
}

function readTimeField(form: TypedForm, reader: FormReader, field: string): Temporal.PlainTime | 'midnight' | null {
  const text = form.text(field);
  if (/^24([:.]?00)?$/.test(text)) return 'midnight';
  const time = readTime(text);
  if (!(time instanceof BadValue)) return time;
  reader.problem(field, 'jobs.error-time', { value: quoted(text) });
  return null;
}

/** Day and times as an instant each, in the zone of the place of work. */
function readWindow(form: TypedForm, reader: FormReader, zone: string): JobFacts['window'] {
  const [dayText, fromText, toText] = [form.text('day'), form.text('from'), form.text('to')];
  if (dayText === '' && fromText === '' && toText === '') return null;
  if (dayText === '') reader.problem('day', 'jobs.error-day-missing');
  if (fromText === '' || toText === '') reader.problem(fromText === '' ? 'from' : 'to', 'jobs.error-times-missing');
  if (dayText === '' || fromText === '' || toText === '') return null;
  const day = readDayField(form, reader, 'day');
  const from = readTimeField(form, reader, 'from');
  const to = readTimeField(form, reader, 'to');
  if (day === null || from === null || to === null) return null;
  const begins = from === 'midnight' ? null : day.toPlainDateTime(from);
  const ends = begins === null ? null : endOf(begins, to === 'midnight' ? null : to);
  if (begins === null || ends === null) {
    reader.problem('to', 'jobs.error-window-order');
    return null;
  }
  const starts_at = instantOf(begins, zone, 'from', reader);
  const ends_at = instantOf(ends, zone, 'to', reader);
  return starts_at === null || ends_at === null ? null : { starts_at, ends_at };
}

/** The end after the beginning: the same day, midnight, or the next morning. Null when that would be too long a night. */
function endOf(begins: Temporal.PlainDateTime, to: Temporal.PlainTime | null): Temporal.PlainDateTime | null {
  const tomorrow = begins.toPlainDate().add({ days: 1 });
  if (to === null) return tomorrow.toPlainDateTime();
  const sameDay = begins.toPlainDate().toPlainDateTime(to);
  if (Temporal.PlainDateTime.compare(sameDay, begins) > 0) return sameDay;
  const nextDay = tomorrow.toPlainDateTime(to);
  return begins.until(nextDay).total('minutes') <= MOST_NIGHT_MINUTES ? nextDay : null;
}

function instantOf(
  local: Temporal.PlainDateTime,
  zone: string,
  field: string,
  reader: FormReader,
): Temporal.Instant | null {
  const at = atLocalTime(local.toPlainDate(), local.toPlainTime(), zone);
  if (!(at instanceof BadValue)) return at;
  reader.problem(field, 'jobs.error-skipped', {
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    day: local.toPlainDate().toString(),
  });
  return null;
}
