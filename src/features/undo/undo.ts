import type { z } from 'zod';
import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import type { StaffRight } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Said } from '../access/index.ts';

/** For as long as this a deed may be taken back; its toast is gone long before. */
const OFFERED_MINUTES = 60;

/** A deed that can be taken back: how, and by whom. */
export interface Deed {
  /** As in `step-change`. */
  readonly name: string;
  readonly right: StaffRight;
  /**
   * Takes it back. What changed since is left as it is and refused (`undo.refused-changed`).
   * @returns where to go and what to say there
   */
  undo(tx: Tx, actor: StaffActor, data: unknown, now: Temporal.Instant): Promise<{ path: string; said: Said }>;
}

/** A deed whose offer carries data of a shape. */
export function defineDeed<T extends Readonly<Record<string, unknown>>>(
  name: string,
  right: StaffRight,
  shape: z.ZodType<T>,
  undo: (tx: Tx, actor: StaffActor, data: T, now: Temporal.Instant) => Promise<{ path: string; said: Said }>,
) {
  return {
    name,
    right,
    undo: (tx: Tx, actor: StaffActor, data: unknown, now: Temporal.Instant) => undo(tx, actor, shape.parse(data), now),
    /** Offers to take back what was just done, in the transaction that did it. Returns the path for the toast. */
    offer: async (tx: Tx, actor: StaffActor, data: T, now: Temporal.Instant): Promise<string> => {
      const { id } = await tx
        .insertInto('undo_offers')
        .values({
          org_id: actor.orgId,
          staff_id: actor.staffId,
          deed: name,
          data: JSON.stringify(shape.parse(data)),
          offered_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return paths.office.undo(id);
    },
  };
}

/** Why an offer can't be taken any more, or null. */
export function offerRefusal(
  offer: { readonly used_at: Temporal.Instant | null; readonly offered_at: Temporal.Instant },
  now: Temporal.Instant,
): 'undo.refused-done' | 'undo.refused-late' | null {
  if (offer.used_at !== null) return 'undo.refused-done';
  return Temporal.Instant.compare(offer.offered_at.add({ minutes: OFFERED_MINUTES }), now) < 0
    ? 'undo.refused-late'
    : null;
}

/** Takes one's own deed back, once. @throws NotFound, Refused */
export async function takeBack(
  tx: Tx,
  actor: StaffActor,
  id: string,
  deeds: readonly Deed[],
  may: (right: StaffRight) => boolean,
  now: Temporal.Instant,
): Promise<{ path: string; said: Said }> {
  const offer = isUuid(id)
    ? await tx
        .selectFrom('undo_offers')
        .selectAll()
        .where('org_id', '=', actor.orgId)
        .where('staff_id', '=', actor.staffId)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  const deed = deeds.find((one) => one.name === offer?.deed);
  if (!offer || !deed || !may(deed.right)) throw new NotFound();
  const refusal = offerRefusal(offer, now);
  if (refusal !== null) throw new Refused(refusal);
  await tx
    .updateTable('undo_offers')
    .set({ used_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  return deed.undo(tx, actor, offer.data, now);
}
