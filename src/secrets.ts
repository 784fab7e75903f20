import type { ResolveSecret } from './features/deliveries/index.ts';
import { newAddressSecret, oldAddressSecret } from './features/details/index.ts';
import { linkSecret } from './features/links/index.ts';
import { passwordLinkSecret } from './features/logins/index.ts';
import { stepUpSecret } from './features/step-up/index.ts';
import { pinSecret, signInSecret } from './features/signin/index.ts';
import { staffLinkSecret } from './features/staff-signin/index.ts';
import type { Services } from './platform/services.ts';

/** Where the links, codes and PINs in messages come from: each kind is derived by the feature that checks it. */
export function secretsOf(services: Services): ResolveSecret {
  const sources = {
    link: linkSecret,
    sign_in: signInSecret,
    step_up: stepUpSecret,
    staff_link: staffLinkSecret,
    contact_password: passwordLinkSecret,
    pin: pinSecret,
    new_address: newAddressSecret,
    old_address: oldAddressSecret,
  };
  return (tx, actor, reference) => sources[reference.kind](services, tx, actor, reference);
}
