import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Passkeys } from '../../../db/types.ts';

/** Whose passkey: one member of staff, or one contact. */
export interface PasskeyOwner {
  readonly kind: 'staff' | 'contact';
  readonly orgId: string;
  readonly id: string;
}

/** The address that passkeys are made for; an authenticator hands a passkey to no other. */
export interface PasskeySite {
  /** The host: the "relying party". */
  readonly id: string;
  readonly origin: string;
  readonly door: 'office' | 'portal';
}

/** @param url BASE_URL, or OFFICE_URL for the office */
export function passkeySite(url: string, door: PasskeySite['door']): PasskeySite {
  const { hostname, origin } = new URL(url);
  return { id: hostname, origin, door };
}

export type Passkey = Pick<
  Selectable<Passkeys>,
  'id' | 'name' | 'credential_id' | 'transports' | 'is_synced' | 'created_at' | 'last_used_at'
>;

/** More than anybody has devices; each is one more way in to look after. */
export const MOST_PASSKEYS = 20;
export const PASSKEY_NAME_MOST = 60;

/** A question is answered by a finger or a face; whoever takes longer asks again. */
export const CHALLENGE_MINUTES = 5;

/**
 * What an authenticator keeps as the user and hands back at sign-in: kind, org and person. So signing in needs no
 * address typed, and the org is known before its rows are read.
 */
export function userHandle({ kind, orgId, id }: PasskeyOwner): Uint8Array<ArrayBuffer> {
  const hex = (kind === 'staff' ? '01' : '02') + orgId.replaceAll('-', '') + id.replaceAll('-', '');
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** The owner a handle claims, before anything is proved; null when it has not even the shape of one of ours. */
export function claimedOwner(handle: string): PasskeyOwner | null {
  const hex = Buffer.from(handle, 'base64url').toString('hex');
  if (!/^0[12][0-9a-f]{64}$/.test(hex)) return null;
  return { kind: hex.startsWith('01') ? 'staff' : 'contact', orgId: uuidIn(hex, 2), id: uuidIn(hex, 34) };
}

function uuidIn(hex: string, at: number): string {
  return hex.slice(at, at + 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/);

/** What the island puts into its form after an authenticator has signed. Read, not trusted. */
const envelope = { challenge: z.uuid() };
const extensions = z.record(z.string(), z.unknown()).catch({});
const credentialId = base64url.min(1).max(1400);

const Registration = z.object({
  ...envelope,
  credential: z.object({
    id: credentialId,
    rawId: credentialId,
    type: z.literal('public-key'),
    clientExtensionResults: extensions,
    response: z.object({
      clientDataJSON: base64url.max(4000),
      attestationObject: base64url.max(16_000),
      transports: z
        .array(z.string().regex(/^[a-z-]{1,20}$/))
        .max(10)
        .catch([]),
    }),
  }),
});

const Assertion = z.object({
  ...envelope,
  credential: z.object({
    id: credentialId,
    rawId: credentialId,
    type: z.literal('public-key'),
    clientExtensionResults: extensions,
    response: z.object({
      clientDataJSON: base64url.max(4000),
      authenticatorData: base64url.max(4000),
      signature: base64url.max(4000),
      userHandle: base64url
        .max(200)
        .nullish()
        .transform((handle) => handle ?? undefined),
    }),
  }),
});

export type Registration = z.infer<typeof Registration>;
export type Assertion = z.infer<typeof Assertion>;

export function readRegistration(typed: string): Registration | null {
  return readAs(Registration, typed);
}

export function readAssertion(typed: string): Assertion | null {
  return readAs(Assertion, typed);
}

function readAs<T>(schema: z.ZodType<T>, typed: string): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(typed));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // Not even JSON: the form was filled by something else than our script.
  }
}
