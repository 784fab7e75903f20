import { z } from 'zod';
import type { StaffActor } from '../../kernel/actor.ts';
import { Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { isCorners, isFont, isHex } from '../../ui/index.ts';
import { record } from '../audit/index.ts';

/** Everything of the portal's look that is chosen: `src/ui/look.ts`, and whether it may be dark. */
export interface OrgLook {
  readonly accent: string;
  readonly font: string;
  readonly corners: string;
  readonly portal_scheme: string;
}

const BEFORE = z.object({
  accent: z.string().refine(isHex),
  font: z.string().refine(isFont),
  corners: z.string().refine(isCorners),
  portal_scheme: z.enum(['visitor', 'light']),
});
const NAMES = ['accent', 'font', 'corners', 'portal_scheme'] as const;

/** One look as one word, to tell it from another. */
export function lookKey(look: OrgLook): string {
  return NAMES.map((name) => look[name]).join(' ');
}

/** Gives the portal another look and keeps the one before. False when it is as it was. */
export async function changeLook(tx: Tx, actor: StaffActor, look: OrgLook, now: Temporal.Instant): Promise<boolean> {
  const { look_before: _, ...before } = await lookNow(tx, actor);
  return put(tx, actor, { before, after: look }, now);
}

/**
 * Goes back to the look before the last change; going back once more comes forward again. Nothing happens when the look
 * is no longer `of`, as after a double click. @throws Refused when the look was never changed
 */
export async function undoLook(tx: Tx, actor: StaffActor, of: string, now: Temporal.Instant): Promise<boolean> {
  const { look_before: kept, ...before } = await lookNow(tx, actor);
  if (lookKey(before) !== of) return false;
  const known = BEFORE.safeParse(kept);
  if (!known.success) throw new Refused('look.refused-first');
  return put(tx, actor, { before, after: known.data }, now);
}

async function lookNow(tx: Tx, actor: StaffActor) {
  return tx
    .selectFrom('orgs')
    .select([...NAMES, 'look_before'])
    .where('id', '=', actor.orgId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

async function put(
  tx: Tx,
  actor: StaffActor,
  { before, after }: { before: OrgLook; after: OrgLook },
  now: Temporal.Instant,
): Promise<boolean> {
  if (lookKey(before) === lookKey(after)) return false;
  const { accent, font, corners, portal_scheme } = after;
  await tx
    .updateTable('orgs')
    .set({ accent, font, corners, portal_scheme, look_before: JSON.stringify(before) })
    .where('id', '=', actor.orgId)
    .execute();
  await record(tx, actor, 'org.look_changed', {
    now,
    subject: { kind: 'org', id: actor.orgId },
    data: Object.fromEntries(
      NAMES.filter((name) => before[name] !== after[name]).map((name) => [name, `${before[name]} → ${after[name]}`]),
    ),
  });
  return true;
}
