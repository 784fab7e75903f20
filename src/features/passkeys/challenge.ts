import { gate } from '../../kernel/actor.ts';
import { NIL_ID } from '../../kernel/ids.ts';
import { sha256, type Keys } from '../../platform/crypto/index.ts';
import type { Services } from '../../platform/services.ts';
import { CHALLENGE_MINUTES, type PasskeySite } from './passkey.ts';

export interface Question {
  readonly purpose: 'registration' | 'sign_in' | 'confirmation';
  readonly door: PasskeySite['door'];
  /** To whom it is put: the secret of a browser nobody has signed in with, or the id of a session. */
  readonly holder: string;
  readonly orgId: string | null;
  /** The member or contact it is put to; null before sign-in. */
  readonly ownerId: string | null;
}

/** Writes a question down and returns its id, from which `challengeOf` derives what is signed. */
export async function askQuestion(services: Services, question: Question): Promise<string> {
  const id = crypto.randomUUID();
  const now = services.now();
  await services.db.inScope(gate(question.orgId, { subjectId: id }), (tx) =>
    tx
      .insertInto('passkey_challenges')
      .values({
        org_id: question.orgId ?? NIL_ID,
        id,
        purpose: question.purpose,
        door: question.door,
        holder_hash: sha256(question.holder),
        owner_id: question.ownerId,
        created_at: now,
        expires_at: now.add({ minutes: CHALLENGE_MINUTES }),
      })
      .execute(),
  );
  return id;
}

/** 256 bits that nobody without the key can foresee, though the id is known to the browser. */
export function challengeOf(keys: Keys, id: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(keys.mac('passkey', id));
}

/**
 * Takes a question away: true for exactly one caller, and only for the browser or session it was put to, in time. What
 * was taken is gone whether or not the answer turns out right.
 */
export async function takeQuestion(services: Services, id: string, question: Question): Promise<boolean> {
  const taken = await services.db.inScope(gate(question.orgId, { subjectId: id }), (tx) =>
    tx
      .deleteFrom('passkey_challenges')
      .where('org_id', '=', question.orgId ?? NIL_ID)
      .where('id', '=', id)
      .where('purpose', '=', question.purpose)
      .where('door', '=', question.door)
      .where('holder_hash', '=', sha256(question.holder))
      .where((eb) => (question.ownerId === null ? eb('owner_id', 'is', null) : eb('owner_id', '=', question.ownerId)))
      .where('expires_at', '>', services.now())
      .executeTakeFirst(),
  );
  return taken.numDeletedRows === 1n;
}
