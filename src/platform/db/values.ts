import pg from 'pg';

/**
 * How values cross the wire. timestamptz ↔ Temporal.Instant, date ↔ Temporal.PlainDate, int8 ↔ bigint; numeric stays
 * text, because quantities are decimal.
 */
const OID = { int8: 20, date: 1082, timestamptz: 1184, bytea: 17 } as const;

/** PostgreSQL prints "2026-11-24 08:00:00+00" in a session whose zone is UTC. */
function parseInstant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T'));
}

type Parser = (text: string) => unknown;
const parsers: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [OID.int8, BigInt],
  [OID.date, (text) => Temporal.PlainDate.from(text)],
  [OID.timestamptz, parseInstant],
]);

/** For `new pg.Pool({ types })`. */
export const wireTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: string): Parser {
    const parser = format === 'binary' ? undefined : parsers.get(oid);
    return parser ?? pg.types.getTypeParser(oid, format as 'text');
  },
};

/** What `pg` would print wrongly: Temporal values (it would send JSON). Everything else goes as it is. */
export function wireValue(value: unknown): unknown {
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate) return value.toString();
  if (Array.isArray(value)) return value.map(wireValue);
  return value;
}
