import type { Context } from 'hono';
import type { VNode } from 'preact';
import type { StaffActor } from '../../kernel/actor.ts';
import { paths, withQuery } from '../../kernel/paths.ts';
import { newSecret, sha256 } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { passkeysOf } from '../passkeys/index.ts';
import { record } from '../audit/index.ts';
import { OfficeConfirmPage } from './office-confirm.page.tsx';
import { carry } from './step-up.ts';

/** What is needed of a visit to ask who sits there. */
interface Asked {
  readonly c: Context;
  readonly services: Services;
  readonly actor: StaffActor;
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  page(page: VNode): Response;
  redirect(path: string): Response;
}

/** A page that needs a fresh proof: first the page that asks for it, then this one. */
export function leadToOfficeConfirm({ c, redirect }: Asked): Response {
  const here = new URL(c.req.url);
  return redirect(withQuery(paths.office.confirm, { next: `${here.pathname}${here.search}` }));
}

/** Answers a form that came too early: the page that asks, with everything that was typed in it. */
export async function askInOffice(visit: Asked, form: TypedForm): Promise<Response> {
  const { c, services, actor } = visit;
  const here = new URL(c.req.url);
  const carried = carry(services.keys, actor.sessionId, `${here.pathname}${here.search}`, form);
  const passkeys = await visit.read((tx) => passkeysOf(tx, actor));
  return visit.page(<OfficeConfirmPage next="" carried={carried} hasPasskey={passkeys.length > 0} />);
}

/**
 * Notes that whoever sits there has shown who they are, and changes the session's secret: a copy of the cookie taken
 * before is worth nothing after. Null when the session changed or ended in the meantime.
 */
export async function proveInOffice(
  tx: Tx,
  actor: StaffActor,
  { secret, way, now }: { secret: string; way: 'password' | 'passkey'; now: Temporal.Instant },
): Promise<{ secret: string; expiresAt: Temporal.Instant } | null> {
  const fresh = newSecret();
  const row = await tx
    .updateTable('sessions')
    .set({ token_hash: sha256(fresh), stepped_up_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', actor.sessionId)
    .where('token_hash', '=', sha256(secret))
    .where('ended_at', 'is', null)
    .returning('expires_at')
    .executeTakeFirst();
  if (!row) return null;
  await record(tx, actor, 'staff.confirmed', { now, subject: { kind: 'staff', id: actor.staffId }, data: { way } });
  return { secret: fresh, expiresAt: row.expires_at };
}
