import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { MergeValue } from '../../platform/letters/index.ts';
import type { Tx } from '../../platform/db/index.ts';

/**
 * What a message's link or code is derived from. The message itself is stored with tags, so a stolen database opens
 * nothing (docs/decisions: derived secrets in messages).
 */
export interface SecretReference {
  readonly kind: SecretKind;
  /** Of the link, sign-in request, step-up, changed address or link to set a password, or the contact whose PIN it is. */
  readonly id: string;
  /** The generation that was sent; null for the present one. */
  readonly generation: number | null;
}

export type SecretKind =
  | 'link'
  | 'sign_in'
  | 'step_up'
  | 'staff_link'
  | 'contact_password'
  | 'pin'
  | 'new_address'
  | 'old_address';

export interface Secret {
  readonly generation: number;
  /** Whether it still opens anything. */
  readonly live: boolean;
  /** What fills the tags of its kind. */
  readonly values: Readonly<Record<string, MergeValue>>;
}

/** Derives a secret. Null when what it was derived from is gone. Given by the app, which knows where each comes from. */
export type ResolveSecret = (
  tx: Tx,
  actor: StaffActor | SystemActor,
  reference: SecretReference,
) => Promise<Secret | null>;

/** The tags each kind of secret fills. They may stand in the text of a message, never in its subject. */
export const SECRET_TAGS: Readonly<Record<SecretKind, readonly string[]>> = {
  link: ['portal_link'],
  sign_in: ['sign_in_link', 'sign_in_code'],
  step_up: ['step_up_code'],
  staff_link: ['password_link'],
  contact_password: ['password_link'],
  pin: ['pin'],
  new_address: ['confirm_link', 'reach_code'],
  old_address: ['stop_link'],
};

export function isSecretKind(kind: string | null): kind is SecretKind {
  return kind !== null && Object.hasOwn(SECRET_TAGS, kind);
}

/** The same values without what opens anything: an address keeps its beginning, a code becomes dots. */
export function hidden(values: Secret['values']): Secret['values'] {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, hiddenValue(value)]));
}

function hiddenValue(value: MergeValue): MergeValue {
  if (value.kind === 'link') return { kind: 'hidden', text: `${value.url.replace(/[^/]+$/u, '')}••••••` };
  return value.kind === 'code' ? { kind: 'hidden', text: '••••••' } : value;
}
