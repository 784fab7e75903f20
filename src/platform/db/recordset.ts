import { sql, type RawBuilder } from 'kysely';

/** The columns of a recordset and their PostgreSQL types. Constants of the code, never text from outside. */
export type RecordColumns<R> = Readonly<Record<Extract<keyof R, string>, ColumnType>>;
type ColumnType = 'text' | 'uuid' | 'int' | 'bigint' | 'boolean' | 'date' | 'timestamptz' | 'numeric' | 'float8';

/**
 * Rows as a table, for statements that read or write many at once: one parameter whatever their number, so that the
 * statement stays the same and is prepared once. Use as `from ${recordset(rows, columns)} as r`.
 */
export function recordset<R extends object>(rows: readonly R[], columns: RecordColumns<R>): RawBuilder<unknown> {
  const definition = Object.entries<ColumnType>(columns).map(([name, type]) => `${name} ${type}`);
  const json = JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  return sql`(select * from jsonb_to_recordset(${json}::jsonb) as x(${sql.raw(definition.join(', '))}))`;
}
