import { sql, type RawBuilder } from 'kysely';
import { isUuid } from '../../kernel/ids.ts';

/** Where a page of a list ends: the sort key as text, or null, and the row's id. */
export interface Cursor {
  readonly key: string | null;
  readonly id: string;
}

/** Which page of a list is asked for: the first, the one after a row, or the one before it. */
export interface PageAsked {
  readonly after?: Cursor | undefined;
  readonly before?: Cursor | undefined;
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.key, cursor.id])).toString('base64url');
}

/** The cursor in an address, or undefined when there is none or it is none of ours. */
export function decodeCursor(text: string | undefined, isKey: (key: string) => boolean): Cursor | undefined {
  if (text === undefined || text.length > 400) return undefined;
  try {
    const [key, id, ...rest]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (rest.length > 0 || typeof id !== 'string' || !isUuid(id)) return undefined;
    if (key === null) return { key, id };
    return typeof key === 'string' && isKey(key) ? { key, id } : undefined;
  } catch {
    return undefined; // Typed or cut off: the first page then.
  }
}

/** The page an address asks for: `after` or `before` a cursor. */
export function pageIn(query: Readonly<Record<string, string>>, isKey: (key: string) => boolean): PageAsked {
  return { after: decodeCursor(query['after'], isKey), before: decodeCursor(query['before'], isKey) };
}

/** What an address says to ask for the page after or before a row. */
export function pageQuery({ after, before }: PlaceInList): { after: string | undefined; before: string | undefined } {
  return { after: after ? encodeCursor(after) : undefined, before: before ? encodeCursor(before) : undefined };
}

/** Where a page of a list begins; at its start when nothing is said. */
export interface PlaceInList {
  readonly after?: Cursor | null | undefined;
  readonly before?: Cursor | null | undefined;
}

// Temporal reads more than PostgreSQL does: years far off, calendars and zones in brackets.
const INSTANT = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/;
const DAY = /^(?!0000)\d{4}-\d\d-\d\d$/;

export function isInstantText(text: string): boolean {
  return INSTANT.test(text) && parses(() => Temporal.Instant.from(text));
}
export function isDayText(text: string): boolean {
  return DAY.test(text) && parses(() => Temporal.PlainDate.from(text));
}
function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

/** A list's order: one column and the id, both ways the same. PostgreSQL puts nulls last when ascending, else first. */
export interface Order {
  readonly column: string;
  readonly id: string;
  readonly type: 'timestamptz' | 'date' | 'text';
  readonly descending: boolean;
}

/** The order to read in: backwards for the page before a row. */
export function readingOrder(order: Order, page: PageAsked): Order {
  return page.before && !page.after ? { ...order, descending: !order.descending } : order;
}

/** The rows past the cursor in reading order. True without a cursor. */
export function pastCursor(order: Order, page: PageAsked): RawBuilder<boolean> {
  const cursor = page.after ?? page.before;
  if (!cursor) return sql<boolean>`true`;
  const { column, id, type, descending } = readingOrder(order, page);
  const key = sql.ref(column);
  const row = sql.ref(id);
  const at = sql`${cursor.key}::${sql.raw(type)}`;
  const rowId = sql`${cursor.id}::uuid`;
  if (descending) {
    return cursor.key === null
      ? sql<boolean>`((${key} is null and ${row} < ${rowId}) or ${key} is not null)`
      : sql<boolean>`(${key}, ${row}) < (${at}, ${rowId})`;
  }
  return cursor.key === null
    ? sql<boolean>`(${key} is null and ${row} > ${rowId})`
    : sql<boolean>`((${key}, ${row}) > (${at}, ${rowId}) or ${key} is null)`;
}

/** Nothing was asked but the beginning. */
export function isFirstPage(page: PageAsked): boolean {
  return page.after === undefined && page.before === undefined;
}

export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly newer: Cursor | null;
  readonly older: Cursor | null;
}

/** The page, from one row more than it shows. */
export function listPage<Row>(
  found: readonly Row[],
  size: number,
  page: PageAsked,
  cursorOf: (row: Row) => Cursor,
): ListPage<Row> {
  const more = found.length > size;
  const back = page.before !== undefined && page.after === undefined;
  const shown = back ? found.slice(0, size).toReversed() : found.slice(0, size);
  const first = shown[0];
  const last = shown.at(-1);
  const hasNewer = back ? more : page.after !== undefined;
  const hasOlder = back || more;
  return {
    rows: shown,
    newer: hasNewer && first !== undefined ? cursorOf(first) : null,
    older: hasOlder && last !== undefined ? cursorOf(last) : null,
  };
}
