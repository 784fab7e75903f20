import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { openPool } from '../src/platform/db/index.ts';
import { sendTogether } from '../src/platform/db/scope.ts';
import type { ConnectionSettings } from '../src/platform/db/connection.ts';
import type { Transaction } from './recording.ts';

/*
 * The limit: bare node:http, the product's own statements in the product's own scopes over the same pipelined pool, and
 * the rows as JSON. No routing, no rights in TypeScript, no page. Usage: limit-server.ts <plan.json>
 */

interface Plan {
  readonly database: ConnectionSettings;
  readonly port: number;
  readonly poolSize: number;
  /** What each path with each cookie costs: the transactions it sends. */
  readonly visits: Readonly<Record<string, readonly Transaction[]>>;
}

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Plan;
const pool = openPool({ connection: { ...plan.database }, size: plan.poolSize, onError: () => {} });

createServer((request, response) => {
  const transactions = plan.visits[`${request.url} ${request.headers.cookie ?? ''}`];
  if (!transactions) {
    response.writeHead(404).end();
    return;
  }
  rowsOf(transactions).then(
    (rows) => {
      const body = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    },
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
}).listen(plan.port, '127.0.0.1', () => process.send?.('ready'));

async function rowsOf(transactions: readonly Transaction[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const transaction of transactions) all.push(await run(await pool.connect(), transaction));
  return all;
}

/** Sends all statements of a transaction at once, in one write, as the product does. */
async function run(client: pg.PoolClient, transaction: Transaction): Promise<unknown[]> {
  sendTogether(client);
  const results = await Promise.all(
    transaction.map((statement) => client.query({ ...statement, values: [...(statement.values ?? [])] })),
  );
  client.release();
  return results.map((result) => result.rows);
}
