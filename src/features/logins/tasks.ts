import { z } from 'zod';
import type { SystemActor } from '../../kernel/actor.ts';
import type { Services } from '../../platform/services.ts';
import { defineTask } from '../../platform/tasks/index.ts';
import { orgRow } from '../sessions/index.ts';
import { peopleWithLogin } from './find-people.ts';
import { writeLink } from './manage-login.ts';

/** Finds who wants a new password, and writes to them. Nobody found: nothing happens. */
export const sendPasswordLinkTask = defineTask(
  'send-password-link',
  z.object({ org_id: z.uuid(), typed: z.string().max(254) }),
  async ({ org_id, typed }, { actor, services }: { actor: SystemActor; services: Services }) => {
    await services.db.inScope(actor, async (tx) => {
      const org = await orgRow(tx, org_id);
      if (!org?.passwords_on) return;
      for (const person of await peopleWithLogin(tx, org, typed, services.now())) {
        const { contactId: id, customerId: customer_id, username, name, email, phone } = person;
        if (email === null && phone === null) continue;
        const contact = { id, customer_id, first_name: name, last_name: null, email, phone, archived_at: null };
        await writeLink(tx, services, actor, org, { contact, username, purpose: 'reset', now: services.now() });
      }
    });
  },
);
