import { z } from 'zod';
import { findEvent, onceOnly, type PastEvent, type ReactiveName } from './features/audit/index.ts';
import { tellStaff } from './features/notices/index.ts';
import type { SystemActor } from './kernel/actor.ts';
import type { Tx } from './platform/db/index.ts';
import type { Services } from './platform/services.ts';
import { defineTask } from './platform/tasks/index.ts';

/**
 * What one event makes happen, within the database: it writes rows and adds tasks, and mails nobody itself. It runs in a
 * transaction of its own and exactly once, however often its task is tried.
 */
interface Reaction {
  /** Unique among the reactions of an event, and kept: it is how a second run knows that the first was done. */
  readonly name: string;
  readonly run: (tx: Tx, actor: SystemActor, event: PastEvent, services: Services) => Promise<void>;
}

const tell: Reaction = { name: 'tell-staff', run: tellStaff };

/** Event → what follows: the only list of it. A name that is new here is also one in `features/audit/reactive.ts`. */
const reactions: Readonly<Record<ReactiveName, readonly Reaction[]>> = {
  'message.received': [tell],
  'contact.change_stopped': [tell],
  'contact.changed': [tell],
  'contact.invited': [tell],
  'customer.changed': [tell],
  'link.renewal_asked': [tell],
  'import.finished': [tell],
  'import.failed': [tell],
  'delivery.failed': [tell],
  'staff.joined': [tell],
  'permissions.changed_in_bulk': [tell],
  'sign_in.braked': [tell],
};

/** Runs what follows from one event. One reaction's failure keeps none of the others from being done. */
export const reactTask = defineTask(
  'react',
  z.object({ org_id: z.uuid(), event_id: z.uuid() }),
  async ({ event_id }, { actor, services }: { actor: SystemActor; services: Services }) => {
    const event = await services.db.inReadScope(actor, (tx) => findEvent(tx, actor, event_id));
    if (event === null) return;
    const following = followingFrom(event.name);
    const done = await Promise.allSettled(
      following.map((reaction) =>
        services.db.inScope(actor, async (tx) => {
          const first = await onceOnly(tx, actor, `${event.id} ${reaction.name}`, services.now());
          if (first) await reaction.run(tx, actor, event, services);
        }),
      ),
    );
    const failed = done.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  },
);

function followingFrom(name: string): readonly Reaction[] {
  return Object.entries(reactions).find(([one]) => one === name)?.[1] ?? [];
}
