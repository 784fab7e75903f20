import { gate } from '../../kernel/actor.ts';
import { claimedId } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { beginSession, orgRow, type OrgRow } from '../sessions/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import { linkState, opensLink, type Link } from './link.ts';

/** What a visitor finds behind a token. `dead` covers unknown, refreshed, disabled and misspelt: they look alike. */
export type Found =
  | { readonly kind: 'live'; readonly link: LinkRow; readonly org: OrgRow }
  | { readonly kind: 'expired'; readonly link: LinkRow; readonly org: OrgRow }
  | { readonly kind: 'dead' };

type LinkRow = Pick<
  Link,
  | 'org_id'
  | 'id'
  | 'kind'
  | 'generation'
  | 'customer_id'
  | 'contact_id'
  | 'job_id'
  | 'invoice_id'
  | 'expires_at'
  | 'disabled_at'
  | 'renewal_asked_at'
>;

export async function findByToken(services: Services, token: string): Promise<Found> {
  const id = claimedId(token);
  if (id === null) return { kind: 'dead' };
  return services.db.inReadScope(gate(null, { subjectId: id }), async (tx) => {
    const link = await linkWithId(tx, id);
    if (!link || !opensLink(services.keys, token, link)) return { kind: 'dead' };
    const org = await orgRow(tx, link.org_id);
    const state = linkState(link, services.now());
    if (!org || !org.portal_open || state === 'disabled') return { kind: 'dead' };
    return { kind: state === 'on' ? 'live' : 'expired', link, org };
  });
}

async function linkWithId(tx: Tx, id: string): Promise<LinkRow | undefined> {
  return tx
    .selectFrom('links')
    .select([
      'org_id',
      'id',
      'kind',
      'generation',
      'customer_id',
      'contact_id',
      'job_id',
      'invoice_id',
      'expires_at',
      'disabled_at',
      'renewal_asked_at',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A reader opens a link a few times a day; a scanner that opens it more often gets no more sessions for now. */
const OPENINGS: Limit = { name: 'link-opening', most: 60, seconds: 3600 };

/** Begins a session of the link. Null when it was opened too often within the hour. */
export async function openLink(
  services: Services,
  { link, org }: { link: LinkRow; org: OrgRow },
  device: string,
): Promise<Awaited<ReturnType<typeof beginSession>> | null> {
  const now = services.now();
  return services.db.inScope(gate(org.id, { subjectId: link.id }), async (tx) => {
    if (!(await withinLimit(tx, services.keys, { limit: OPENINGS, of: link.id, orgId: org.id, now }))) return null;
    return beginSession(
      tx,
      org,
      {
        kind: 'portal',
        beganBy: 'link',
        customerId: link.customer_id,
        contactId: link.contact_id ?? undefined,
        link: { id: link.id, generation: link.generation },
        notAfter: link.expires_at,
      },
      { now, device },
    );
  });
}

const RENEWAL_PAUSE_MINUTES = 15;

/** Notes that a holder of an ended link asks for a fresh one. False when that was asked a moment ago. */
export async function askForRenewal(
  services: Services,
  { link, org }: { link: LinkRow; org: OrgRow },
  tx: Tx,
): Promise<boolean> {
  const now = services.now();
  const asked = await tx
    .updateTable('links')
    .set({ renewal_asked_at: now })
    .where('org_id', '=', org.id)
    .where('id', '=', link.id)
    .where((eb) =>
      eb.or([
        eb('renewal_asked_at', 'is', null),
        eb('renewal_asked_at', '<', now.subtract({ minutes: RENEWAL_PAUSE_MINUTES })),
      ]),
    )
    .executeTakeFirst();
  return asked.numUpdatedRows > 0n;
}
