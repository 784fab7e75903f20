import { z } from 'zod';
import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { defineTask } from '../../platform/tasks/index.ts';
import { orgRow } from '../sessions/index.ts';
import { queueNotice } from '../letters/index.ts';
import type { Recipient } from '../deliveries/index.ts';
import { peopleBehind, type Person } from './people.ts';

/** Finds whom a wish for a link and PIN is from, and writes to them. Nobody found: nothing happens. */
export const sendSignInTask = defineTask(
  'send-sign-in',
  z.object({ org_id: z.uuid(), request_id: z.uuid() }),
  async ({ org_id, request_id }, { actor, services }: { actor: SystemActor; services: Services }) => {
    await services.db.inScope(actor, async (tx) => {
      const [org, request] = await Promise.all([orgRow(tx, org_id), openRequest(tx, org_id, request_id)]);
      if (!org || !request) return;
      const identifier = { kind: kindOf(request.identifier_kind), value: request.identifier };
      const people = await peopleBehind(tx, org, identifier, services.now());
      const only = request.contact_ids;
      const person = people.find((one) => only.length === 0 || only.includes(one.contactId));
      const to = person && recipientFor(person, identifier.kind, people.length);
      if (!to) return;
      const kind = request.purpose === 'device' ? 'device' : 'sign_in';
      await queueNotice(
        tx,
        actor,
        org,
        { kind, request: { id: request.id, expires_at: request.expires_at } },
        to,
        services.now(),
      );
    });
  },
);

async function openRequest(tx: Tx, orgId: string, id: string) {
  return tx
    .selectFrom('sign_in_requests')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
}

function kindOf(text: string): 'email' | 'phone' | 'number' {
  return text === 'email' || text === 'phone' ? text : 'number';
}

/**
 * Where the message goes: to the very address that was typed, and for a customer number to the main contact's phone or,
 * without one, its e-mail address. A person of several customers is greeted by no name, since one of them would be wrong.
 */
function recipientFor(person: Person, typed: 'email' | 'phone' | 'number', people: number): Recipient | null {
  const name = people === 1 ? person.name : null;
  const about = { customerId: person.customerId, contactId: person.contactId, name };
  if (typed !== 'email' && person.phone !== null) return { ...about, channel: 'sms', address: person.phone };
  return person.email === null ? null : { ...about, channel: 'email', address: person.email };
}
