import { gate } from '../../kernel/actor.ts';
import { sha256 } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Member } from './member.ts';

/** Time to fetch the phone from the other room. */
const MINUTES = 10;
/** Tries of one open sign-in; each member has a count of their own besides. */
const TRIES = 10;

/** Writes down that a password was right and the second step is still to come. Returns its id. */
export async function openSignIn(
  tx: Tx,
  { orgId, staffId }: Member,
  { browser, now }: { browser: string; now: Temporal.Instant },
): Promise<string> {
  const id = crypto.randomUUID();
  await tx
    .insertInto('staff_sign_ins')
    .values({
      org_id: orgId,
      id,
      staff_id: staffId,
      browser_hash: sha256(browser),
      created_at: now,
      expires_at: now.add({ minutes: MINUTES }),
    })
    .execute();
  return id;
}

/** The member behind an open sign-in of this browser; looking changes nothing. */
export async function openSignInOf(services: Services, id: string, browser: string): Promise<Member | null> {
  const row = await services.db.inReadScope(gate(null, { subjectId: id }), (tx) =>
    tx
      .selectFrom('staff_sign_ins')
      .select(['org_id', 'staff_id'])
      .where('id', '=', id)
      .where('browser_hash', '=', sha256(browser))
      .where('used_at', 'is', null)
      .where('tries', '<', TRIES)
      .where('expires_at', '>', services.now())
      .executeTakeFirst(),
  );
  return row ? { orgId: row.org_id, staffId: row.staff_id } : null;
}

/** Counts a try, before anything is checked. False when it was one too many. */
export async function countTry(services: Services, id: string): Promise<boolean> {
  const counted = await services.db.inScope(gate(null, { subjectId: id }), (tx) =>
    tx
      .updateTable('staff_sign_ins')
      .set((eb) => ({ tries: eb('tries', '+', 1) }))
      .where('id', '=', id)
      .where('tries', '<', TRIES)
      .where('used_at', 'is', null)
      .executeTakeFirst(),
  );
  return counted.numUpdatedRows === 1n;
}

/** Uses an open sign-in up: true for exactly one caller. */
export async function useSignIn(services: Services, id: string): Promise<boolean> {
  const used = await services.db.inScope(gate(null, { subjectId: id }), (tx) =>
    tx
      .updateTable('staff_sign_ins')
      .set({ used_at: services.now() })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .executeTakeFirst(),
  );
  return used.numUpdatedRows === 1n;
}
