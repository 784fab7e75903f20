import type { ContactActor, StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';
import { sixDigits } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { OrgRow } from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { queueNotice } from '../letters/index.ts';
import type { Recipient } from '../deliveries/index.ts';
import { pinRefusal } from './pins.ts';

export interface PinHolder {
  readonly id: string;
  readonly customer_id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/**
 * Makes a contact a new PIN and sends it to the address on file. Staff never see it: the digits are derived when the
 * message goes out. @throws Refused when the contact has neither phone nor e-mail address
 */
export async function resetPin(
  tx: Tx,
  services: Services,
  actor: StaffActor | SystemActor,
  org: OrgRow,
  contact: PinHolder,
  now: Temporal.Instant,
): Promise<void> {
  const to = addressOf(contact);
  if (to === null) throw new Refused('signin.pin-no-address');
  const known = await tx
    .selectFrom('contact_pins')
    .select('generation')
    .where('org_id', '=', actor.orgId)
    .where('contact_id', '=', contact.id)
    .forUpdate()
    .executeTakeFirst();
  const generation = goodGeneration(services, contact.id, (known?.generation ?? 0) + 1);
  const pin = sixDigits(services.keys, 'pin', contact.id, generation);
  await storePin(tx, {
    orgId: actor.orgId,
    contactId: contact.id,
    hash: await services.hashing.hash(pin),
    generation,
    by: 'staff',
    now,
  });
  await record(tx, actor, 'pin.reset', {
    now,
    customerId: contact.customer_id,
    subject: { kind: 'contact', id: contact.id },
  });
  await queueNotice(tx, actor, org, { kind: 'pin', contactId: contact.id }, to, now);
}

/** Derived digits can be easy ones; the next generation is taken until they are not. */
function goodGeneration(services: Services, contactId: string, from: number): number {
  let generation = from;
  while (pinRefusal(sixDigits(services.keys, 'pin', contactId, generation)) !== null) generation += 1;
  return generation;
}

/** A contact's own choice, made in a session that was proved. @throws Invalid, Refused */
export async function choosePin(
  services: Services,
  actor: ContactActor,
  pin: string,
  now: Temporal.Instant,
): Promise<void> {
  if (actor.assurance !== 'normal') throw new Refused('signin.pin-set-low');
  const refusal = pinRefusal(pin);
  if (refusal !== null) throw new Invalid([{ field: 'pin', key: refusal }]);
  const hash = await services.hashing.hash(pin);
  const system = { kind: 'system', orgId: actor.orgId, name: actor.name } as const;
  await services.db.inScope(system, async (tx) => {
    const known = await tx
      .selectFrom('contact_pins')
      .select('generation')
      .where('org_id', '=', actor.orgId)
      .where('contact_id', '=', actor.contactId)
      .forUpdate()
      .executeTakeFirst();
    const generation = (known?.generation ?? 0) + 1;
    await storePin(tx, { orgId: actor.orgId, contactId: actor.contactId, hash, generation, by: 'contact', now });
    await record(tx, actor, 'pin.chosen', {
      now,
      customerId: actor.customerId,
      subject: { kind: 'contact', id: actor.contactId },
    });
  });
}

async function storePin(
  tx: Tx,
  pin: {
    orgId: string;
    contactId: string;
    hash: string;
    generation: number;
    by: 'staff' | 'contact';
    now: Temporal.Instant;
  },
): Promise<void> {
  const row = {
    pin_hash: pin.hash,
    generation: pin.generation,
    fails: 0,
    fails_since: null,
    set_at: pin.now,
    set_by: pin.by,
  };
  await tx
    .insertInto('contact_pins')
    .values({ org_id: pin.orgId, contact_id: pin.contactId, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'contact_id']).doUpdateSet(row))
    .execute();
}

function addressOf(contact: PinHolder): Recipient | null {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ') || null;
  const about = { customerId: contact.customer_id, contactId: contact.id, name };
  if (contact.phone !== null) return { ...about, channel: 'sms', address: contact.phone };
  return contact.email === null ? null : { ...about, channel: 'email', address: contact.email };
}
