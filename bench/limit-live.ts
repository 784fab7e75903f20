import { createServer, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import { pipeline } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ConnectionSettings } from '../src/platform/db/connection.ts';

/*
 * The limit of what is no page: bare node:http that holds server-sent events and passes on what LISTEN hears, and that
 * hands on COPY as it comes. As the superuser, so without row-level security. Usage: limit-live.ts <plan.json>
 */

interface Plan {
  readonly admin: ConnectionSettings;
  readonly port: number;
  /** What /copy answers. */
  readonly copy: string;
}

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Plan;
const pool = new pg.Pool({ ...plan.admin, max: 16 });
const ear = new pg.Client({ ...plan.admin });
const screens = new Set<{ orgId: string; customerId: string; threadId: string; response: ServerResponse }>();

await ear.connect();
await ear.query('listen bench_live');
ear.on('notification', ({ payload = '' }) => {
  const [orgId, customerId, threadId] = payload.split(' ');
  for (const screen of screens) {
    if (screen.orgId !== orgId || (screen.customerId !== '' && screen.customerId !== customerId)) continue;
    if (screen.threadId === '' || screen.threadId === threadId) screen.response.write('event: changed\ndata:\n\n');
  }
});

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://limit');
  const asked = Object.fromEntries(searchParams);
  if (pathname === '/live') hold(asked, response);
  else if (pathname === '/message') write(asked).then(() => response.writeHead(204).end(), failed(response));
  else if (pathname === '/copy') copy(response).catch(failed(response));
  else response.writeHead(404).end();
}).listen(plan.port, '127.0.0.1', () => process.send?.('ready'));

function failed(response: ServerResponse) {
  return (error: unknown) => void response.writeHead(500).end(String(error));
}

function hold({ orgId = '', customerId = '', threadId = '' }: Record<string, string>, response: ServerResponse): void {
  const screen = { orgId, customerId, threadId, response };
  screens.add(screen);
  response.on('close', () => screens.delete(screen));
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(':\n\n');
}

/** The message, its thread and the hint, in one transaction; the words for the search are put in by the triggers. */
async function write({ orgId, customerId, threadId, staffId }: Record<string, string>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `with t as (update threads set last_position = last_position + 1, office_position = last_position + 1, last_at = now()
         where org_id = $1 and id = $2 returning last_position)
       insert into messages (org_id, id, thread_id, position, side, staff_id, writer_name, body, sent_at)
       select $1, uuidv7(), $2, last_position, 'office', $3, 'Worker', 'We come on Tuesday at nine.', now() from t`,
      [orgId, threadId, staffId],
    );
    await client.query('select pg_notify($1, $2)', ['bench_live', `${orgId} ${customerId} ${threadId}`]);
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function copy(response: ServerResponse): Promise<void> {
  const client = await pool.connect();
  response.writeHead(200, { 'content-type': 'text/csv' });
  pipeline(client.query(copyTo(plan.copy)), response, () => client.release());
}
