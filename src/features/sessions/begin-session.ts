import type { Context } from 'hono';
import { gate, type GateActor } from '../../kernel/actor.ts';
import { newSecret, sha256 } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { cookiesOf, deviceName } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import type { OrgRow, SessionCookie } from './find-session.ts';
import { VIEW_AS_MINUTES } from './session.ts';

export interface NewSession {
  readonly kind: 'portal' | 'office' | 'view_as';
  readonly beganBy:
    | 'link'
    | 'sign_in_link'
    | 'code'
    | 'pin'
    | 'password'
    | 'totp'
    | 'recovery_code'
    | 'passkey'
    | 'view_as';
  readonly customerId?: string;
  readonly contactId?: string | undefined;
  readonly link?: { readonly id: string; readonly generation: number };
  readonly staffId?: string;
  /** The member has to set up a second step before anything else. */
  readonly secondStepDue?: boolean;
  /** Began with a fresh code or link from a message, which is what a step-up would ask for. */
  readonly steppedUp?: boolean;
  /** Never outlives this. */
  readonly notAfter?: Temporal.Instant;
}

/** The cookie's name for one org's portal: a person may be a customer of several orgs on one host. */
export function portalCookie(slug: string): string {
  return `portal_${slug}`;
}
export const OFFICE_COOKIE = 'office';

/** Writes the session and returns what its cookie holds. The secret is not kept. */
export async function beginSession(
  tx: Tx,
  org: OrgRow,
  session: NewSession,
  { now, device }: { now: Temporal.Instant; device: string },
): Promise<SessionCookie & { readonly maxAgeSeconds: number }> {
  const secret = newSecret();
  const expiresAt = earliest(now.add(longestLife(org, session.kind)), session.notAfter);
  await tx
    .insertInto('sessions')
    .values({
      org_id: org.id,
      token_hash: sha256(secret),
      kind: session.kind,
      customer_id: session.customerId ?? null,
      contact_id: session.contactId ?? null,
      link_id: session.link?.id ?? null,
      link_generation: session.link?.generation ?? null,
      staff_id: session.staffId ?? null,
      began_by: session.beganBy,
      assurance: session.beganBy === 'link' ? 'link' : 'normal',
      // A code or link that was just sent, or a passkey, is what a step-up would ask for.
      stepped_up_at: session.steppedUp === true || STRONG.has(session.beganBy) ? now : null,
      second_step_due: session.secondStepDue ?? false,
      device,
      created_at: now,
      last_seen_at: now,
      human_at: session.beganBy === 'link' ? null : now,
      expires_at: expiresAt,
    })
    .execute();
  return { orgId: org.id, secret, maxAgeSeconds: Math.floor(expiresAt.since(now).total('seconds')) };
}

const STRONG: ReadonlySet<NewSession['beganBy']> = new Set(['code', 'sign_in_link', 'passkey']);

function longestLife(org: OrgRow, kind: NewSession['kind']): Temporal.DurationLike {
  if (kind === 'view_as') return { minutes: VIEW_AS_MINUTES };
  return { hours: kind === 'office' ? org.staff_session_hours : org.session_hours };
}

function earliest(a: Temporal.Instant, b: Temporal.Instant | undefined): Temporal.Instant {
  return b !== undefined && Temporal.Instant.compare(b, a) < 0 ? b : a;
}

/** Hands the browser its session. Office cookies don't travel when another site leads here. */
export function giveCookie(
  c: Context,
  services: Services,
  name: string,
  session: SessionCookie & { maxAgeSeconds: number },
): void {
  cookiesOf(c, services.baseUrl).set(name, `${session.orgId}.${session.secret}`, {
    sameSite: name === OFFICE_COOKIE ? 'Strict' : 'Lax',
    maxAgeSeconds: session.maxAgeSeconds,
  });
}

export function deviceOf(c: Context): string {
  return deviceName(c.req.header('user-agent'));
}

/** Ends the session behind a cookie, if there is one. */
export async function endSession(services: Services, cookie: SessionCookie): Promise<void> {
  const hash = sha256(cookie.secret);
  const visitor: GateActor = gate(cookie.orgId, { sessionHash: hash.toString('hex') });
  await services.db.inScope(visitor, (tx) =>
    tx
      .updateTable('sessions')
      .set({ ended_at: services.now() })
      .where('org_id', '=', cookie.orgId)
      .where('token_hash', '=', hash)
      .where('ended_at', 'is', null)
      .execute(),
  );
}
