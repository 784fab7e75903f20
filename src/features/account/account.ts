import type { Passkey } from '../passkeys/index.ts';
import type { SecondStepState } from '../second-step/index.ts';
import type { OfficeSession, SignInTry } from '../staff-signin/index.ts';

/** Everything of the page about oneself. */
export interface Account {
  readonly member: { readonly name: string; readonly email: string };
  readonly step: SecondStepState;
  readonly passkeys: readonly Passkey[];
  readonly sessions: readonly OfficeSession[];
  readonly tries: readonly SignInTry[];
}
