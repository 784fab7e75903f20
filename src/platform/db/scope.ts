import { Writable } from 'node:stream';
import {
  type CompiledQuery,
  DefaultQueryExecutor,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  Transaction,
  type DatabaseConnection,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import type { DB } from '../../../db/types.ts';
import type { Actor, PortalActor } from '../../kernel/actor.ts';
import { isUuid } from '../../kernel/ids.ts';
import { AREAS, CHOICES, isWithin } from '../../kernel/permissions.ts';
import { wireValue } from './values.ts';

/** A transaction under a request role. Only `inScope` makes one. */
export type Tx = Transaction<DB>;

/** What builds a read: a transaction, or `build` for a query that is put together ahead of its transaction. */
export type Reads = Pick<Kysely<DB>, 'selectFrom'>;

export interface Database {
  /**
   * Runs `work` in one transaction under the actor's database role, with row-level security bound to its org,
   * customer and permissions. `begin` and the settings travel with the first query; queries issued without awaiting
   * between them share a round trip. Commits when `work` resolves, rolls back when it throws.
   */
  inScope<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same, read only: the database refuses every write. Every page of a portal is drawn under it. */
  inReadScope<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * A read whose queries are all issued before the first is awaited: the commit leaves with them, in the same system
   * call, and the connection is free a round trip sooner. A query issued later fails, for want of any right.
   */
  inOneTrip<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Closes every connection once the queries under way have ended. */
  close(): Promise<void>;
}

export function database(pool: pg.Pool): Database {
  return {
    inScope: (actor, work) => runScoped(pool, actor, 'read write', work),
    inReadScope: (actor, work) => runScoped(pool, actor, 'read only', work),
    inOneTrip: (actor, work) => runInOneTrip(pool, actor, work),
    close: () => pool.end(),
  };
}

async function runScoped<T>(
  pool: pg.Pool,
  actor: Actor,
  access: 'read write' | 'read only',
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const opening = openingStatements(actor, access);
  const client = await pool.connect();
  // Not awaited: the statement is on its way when the first query of `work` follows it.
  sendTogether(client);
  const opened = client.query(opening);
  opened.catch(() => undefined);
  try {
    const result = await work(transactionOver(client));
    await opened;
    if (access === 'read only') {
      // Nothing can fail in the commit of a read that the caller would want to wait for.
      client.query('commit').then(
        () => client.release(),
        (error: unknown) => client.release(asError(error)),
      );
      return result;
    }
    const commit = await client.query('commit');
    if (commit.command !== 'COMMIT') throw new Error('the transaction was already aborted and nothing was written');
    client.release();
    return result;
  } catch (error) {
    await giveUp(client);
    throw error;
  }
}

async function runInOneTrip<T>(pool: pg.Pool, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const opening = openingStatements(actor, 'read only');
  const client = await pool.connect();
  try {
    const ended = new Promise<void>((resolve, reject) => {
      // Queued before the flush below, and therefore sent with it.
      process.nextTick(() => client.query('commit').then(() => resolve(), reject));
    });
    ended.catch(() => undefined);
    sendTogether(client);
    const opened = client.query(opening);
    opened.catch(() => undefined);
    const result = await work(transactionOver(client));
    await opened;
    ended.then(
      () => client.release(),
      (error: unknown) => client.release(asError(error)),
    );
    return result;
  } catch (error) {
    await giveUp(client);
    throw error;
  }
}

/**
 * Holds back what is written to the server until the queries issued without awaiting are all there, so that they leave
 * in one system call instead of one each. Measured on a home page of six queries: a fifth of the processor time.
 */
export function sendTogether(client: pg.PoolClient): void {
  const stream = socketOf(client);
  if (stream === null) return;
  stream.cork();
  // Runs when the promise callbacks that are due now are through: by then every query has been handed over.
  process.nextTick(() => stream.uncork());
}

function socketOf(client: object): Writable | null {
  if (!('connection' in client)) return null;
  const { connection } = client;
  if (typeof connection !== 'object' || connection === null || !('stream' in connection)) return null;
  return connection.stream instanceof Writable ? connection.stream : null;
}

/**
 * After an error: roll back and keep the connection when that works at once, else drop the connection. A timed-out
 * client is dropped without waiting for a second timeout.
 */
async function giveUp(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(asError(error));
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/**
 * `begin`, the role and the settings that the policies read. Sent as `set local` (so that they end with the
 * transaction and a distributed database forwards them); every value is checked to be a plain literal first.
 */
export function openingStatements(actor: Actor, access: 'read write' | 'read only'): string {
  const settings = Object.entries(settingsOf(actor))
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => `set local app.${name} = '${literal(value)}'`);
  return [`begin ${access}`, `set local role doorstep_${roleOf(actor)}`, ...settings].join('; ');
}

function roleOf(actor: Actor): 'gate' | 'portal' | 'staff' | 'system' {
  return actor.kind === 'contact' || actor.kind === 'link' ? 'portal' : actor.kind;
}

function settingsOf(actor: Actor): Record<string, string | null> {
  switch (actor.kind) {
    case 'contact':
    case 'link':
      return portalSettings(actor);
    case 'gate':
      return {
        org: actor.orgId && uuid(actor.orgId),
        session: actor.sessionHash ?? null,
        subject: actor.subjectId === undefined ? null : uuid(actor.subjectId),
        email: actor.email ?? null,
        credential: actor.credentialHash ?? null,
      };
    case 'staff':
    case 'system':
      return { org: uuid(actor.orgId) };
  }
}

/** The permission model as the policies of 0001_foundation.sql and 0010_messages.sql read it. */
function portalSettings(actor: PortalActor): Record<string, string | null> {
  const { permissions, subject } = actor;
  const jobs = { none: 'none', view_own: 'own', edit_own: 'own', view_all: 'all', edit_all: 'all' }[permissions.jobs];
  return {
    org: uuid(actor.orgId),
    customer: uuid(actor.customerId),
    contact: actor.kind === 'contact' ? uuid(actor.contactId) : null,
    subject: subject && uuid(subject.id),
    jobs: subject ? (subject.kind === 'job' ? 'one' : 'none') : jobs,
    invoices: subject
      ? subject.kind === 'invoice'
        ? 'one'
        : 'none'
      : permissions.invoices === 'view'
        ? 'all'
        : 'none',
    sites: subject ? (subject.kind === 'job' ? 'one' : 'none') : permissions.sites,
    details: subject || permissions.details === 'none' ? 'no' : permissions.details === 'edit' ? 'edit' : 'yes',
    jobs_since: actor.jobsSince && actor.jobsSince.round('second').toString().replaceAll(/[:-]/g, ''),
    messages: subject && permissions.messages !== 'none' ? 'one' : permissions.messages,
    reader: readerOf(actor),
    ...colleagueSettings(actor),
  };
}

/** What a customer's own admin may give to colleagues, as the policies of 0009_rights.sql read it. */
function colleagueSettings(actor: PortalActor): Record<string, string> {
  const { permissions, inherited, subject } = actor;
  if (actor.kind !== 'contact' || subject !== null || permissions.colleagues !== 'yes') return {};
  const may = AREAS.flatMap((area) =>
    CHOICES[area].filter((choice) => isWithin(area, choice, permissions[area])).map((choice) => `${area}.${choice}`),
  );
  const must = AREAS.filter((area) => !isWithin(area, inherited[area], permissions[area]));
  return { colleagues: 'yes', may_give: may.join('+'), ...(must.length > 0 ? { must_set: must.join('+') } : {}) };
}

/** Who reads messages: the contact, or the link of a visitor without one; nobody while staff look on without a contact. */
function readerOf(actor: PortalActor): string | null {
  if (actor.kind === 'contact') return uuid(actor.contactId);
  return actor.linkId === null ? null : uuid(actor.linkId);
}

function uuid(text: string): string {
  if (!isUuid(text)) throw new TypeError('an actor carries an id that is no UUID');
  return text;
}

const PLAIN = /^[A-Za-z0-9_.@+-]{1,4000}$/;

function literal(value: string): string {
  if (!PLAIN.test(value)) throw new TypeError('a setting of the scope is not a plain literal');
  return value;
}

// ── Kysely over one pipelined client ──────────────────────────────────────────────────────────────────────────────

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('queries run in a scope only')) });
const driver = dialect.createDriver();

/** For building queries away from a transaction (sub-queries, types). It can't run anything. */
export const build = new Kysely<DB>({ dialect });

function transactionOver(client: pg.PoolClient): Tx {
  const connection: DatabaseConnection = {
    executeQuery: (query) => run(client, query),
    streamQuery: () => {
      throw new Error('rows are paged, not streamed');
    },
  };
  // Kysely's own single-connection provider runs one query after the other; ours lets them share a round trip.
  const executor = new DefaultQueryExecutor(compiler, adapter, {
    provideConnection: (consumer) => consumer(connection),
  });
  return new Transaction<DB>({ config: { dialect }, driver, dialect, executor });
}

async function run<R>(client: pg.PoolClient, query: CompiledQuery): Promise<QueryResult<R>> {
  const values = query.parameters.map(wireValue);
  const name = statementName(query.sql);
  const result = await client.query(name === null ? { text: query.sql, values } : { text: query.sql, values, name });
  const changes = result.command === 'SELECT' ? undefined : BigInt(result.rowCount ?? 0);
  return changes === undefined ? { rows: result.rows } : { rows: result.rows, numAffectedRows: changes };
}

/**
 * Prepared statements by text. Planning under row-level security costs more than running a short query, so each text
 * gets a name; past the limit (texts that vary by list length) statements go unnamed, or every connection's memory
 * would grow without end.
 */
const MOST_NAMES = 1000;
const names = new Map<string, string>();

function statementName(sql: string): string | null {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= MOST_NAMES) return null;
  const name = `q${names.size}`;
  names.set(sql, name);
  return name;
}
