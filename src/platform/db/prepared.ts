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

function compiled<Args extends readonly unknown[], Row>(make: (...args: Args) => Compilable<Row>, count: number) {
  const places = Array.from({ length: count }, (_, position) => new Placeholder(position));
  // The one place where values of any type are stood in for; what comes out is text and the order of the arguments.
  const { sql, parameters } = make(...(places as unknown as Args)).compile();
  return { sql, parameters };
}
