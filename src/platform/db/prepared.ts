import { CompiledQuery, type Compilable } from 'kysely';
import type { Tx } from './scope.ts';

/** Stands for an argument while a query is compiled; the compiler hands it on untouched. */
class Placeholder {
  readonly position: number;
  constructor(position: number) {
    this.position = position;
  }
}

/**
 * A query that is put together once and then run with other values. Building and compiling a query of sixty columns
 * costs more than drawing the page it is for, and its text is always the same. `make` may use its arguments as values
 * only: it never sees what they are.
 */
export function prepared<Args extends readonly unknown[], Row>(
  make: (...args: Args) => Compilable<Row>,
): (tx: Tx, ...args: Args) => Promise<readonly Row[]> {
  let known: { sql: string; parameters: readonly unknown[] } | null = null;
  return async (tx, ...args) => {
    known ??= compiled(make, args.length);
    const parameters = known.parameters.map((parameter) =>
      parameter instanceof Placeholder ? args[parameter.position] : parameter,
    );
    const { rows } = await tx.executeQuery<Row>(CompiledQuery.raw(known.sql, parameters));
    return rows;
  };
}

/**
 * The same for a query whose shape depends on who asks or what is shown: one text per `key`, which names everything that
 * the shape depends on. `make` takes as values only what is in `values`; the rest of what it uses must be in the key.
 * Without a key the query is put together for this once.
 */
export async function runPrepared<Values extends Readonly<Record<string, unknown>>, Row>(
  tx: Tx,
  key: string | null,
  values: Values,
  make: (values: Values) => Compilable<Row>,
): Promise<Row[]> {
  const { rows } = await tx.executeQuery<Row>(key === null ? make(values).compile() : known(key, values, make));
  return rows;
}

function known<Values extends Readonly<Record<string, unknown>>, Row>(
  key: string,
  values: Values,
  make: (values: Values) => Compilable<Row>,
): CompiledQuery<Row> {
  const names = Object.keys(values);
  let shape = shapes.get(key);
  if (shape === undefined) {
    const stand = Object.fromEntries(names.map((name, position) => [name, new Placeholder(position)]));
    const { sql, parameters } = make(stand as unknown as Values).compile();
    shapes.set(key, (shape = { sql, parameters }));
  }
  const parameters = shape.parameters.map((parameter) =>
    parameter instanceof Placeholder ? values[names[parameter.position] ?? ''] : parameter,
  );
  return CompiledQuery.raw(shape.sql, parameters);
}

/** Keys are written in the code, so there are only as many as the code has. */
const shapes = new Map<string, { readonly sql: string; readonly parameters: readonly unknown[] }>();

function compiled<Args extends readonly unknown[], Row>(make: (...args: Args) => Compilable<Row>, count: number) {
  const places = Array.from({ length: count }, (_, position) => new Placeholder(position));
  // The one place where values of any type are stood in for; what comes out is text and the order of the arguments.
  const { sql, parameters } = make(...(places as unknown as Args)).compile();
  return { sql, parameters };
}
