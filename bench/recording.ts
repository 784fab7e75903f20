import pg from 'pg';

/** One statement as it went over the wire. */
export interface Statement {
  readonly text: string;
  readonly name?: string;
  readonly values?: readonly unknown[];
}

/** The statements of one transaction, `begin` to `commit`. */
export type Transaction = readonly Statement[];

/**
 * Runs `work` and notes every statement that the product sends meanwhile, one list per transaction. The limit server
 * sends the very same ones, so what it saves is exactly the product: routing, permissions, pages, HTML.
 */
export async function recorded(work: () => Promise<unknown>): Promise<readonly Transaction[]> {
  const transactions: Statement[][] = [];
  const open = new Map<pg.Client, Statement[]>();
  const original: (...args: unknown[]) => unknown = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const statement = statementOf(args[0]);
    if (statement.text.startsWith('begin')) {
      const list: Statement[] = [];
      open.set(this, list);
      transactions.push(list);
    }
    open.get(this)?.push(statement);
    return original.apply(this, args);
  } as typeof pg.Client.prototype.query;
  try {
    await work();
    // The commit of a read isn't awaited by the product.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    pg.Client.prototype.query = original as typeof pg.Client.prototype.query;
  }
  return transactions;
}

function statementOf(query: unknown): Statement {
  if (typeof query === 'string') return { text: query };
  const { text, name, values } = query as Statement;
  return { text, ...(name === undefined ? {} : { name }), ...(values === undefined ? {} : { values }) };
}
