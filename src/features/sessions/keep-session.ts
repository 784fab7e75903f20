import type { Context } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { sha256 } from '../../platform/crypto/index.ts';
import type { Services } from '../../platform/services.ts';
import { deviceOf } from './begin-session.ts';
import type { SessionCookie, SessionRow } from './find-session.ts';

/** Writing "last seen" on every request would double the work of a page. */
const SEEN_EVERY_SECONDS = 60;

/**
 * Notes that the session lives, and the first time that a person did something in it. A mail scanner opens links and
 * may run scripts, but doesn't click: until a click or a form, a link counts as not opened.
 */
export async function keepSession(
  services: Services,
  c: Context,
  cookie: SessionCookie,
  row: SessionRow,
): Promise<void> {
  const now = services.now();
  const firstDeed = row.human_at === null && isHumanDeed(c);
  const stale = now.since(row.last_seen_at).total('seconds') >= SEEN_EVERY_SECONDS;
  if (!firstDeed && !stale) return;
  const hash = sha256(cookie.secret);
  const secrets = { sessionHash: hash.toString('hex'), ...(row.link_id === null ? {} : { subjectId: row.link_id }) };
  await services.db.inScope(gate(cookie.orgId, secrets), async (tx) => {
    const first = await tx
      .updateTable('sessions')
      .set(firstDeed ? { last_seen_at: now, human_at: now } : { last_seen_at: now })
      .where('org_id', '=', cookie.orgId)
      .where('token_hash', '=', hash)
      .$if(firstDeed, (query) => query.where('human_at', 'is', null))
      .executeTakeFirst();
    if (!firstDeed || first.numUpdatedRows === 0n || row.link_id === null) return;
    await tx
      .updateTable('links')
      .set((eb) => ({ open_count: eb('open_count', '+', 1), last_used_at: now, last_device: deviceOf(c) }))
      .where('org_id', '=', row.org_id)
      .where('id', '=', row.link_id)
      .execute();
  });
}

/** A form, or a page asked for by a click on one of our own pages. */
function isHumanDeed(c: Context): boolean {
  if (c.req.method === 'POST') return true;
  return c.req.header('sec-fetch-user') === '?1' && c.req.header('sec-fetch-site') === 'same-origin';
}
