import { paths } from '../../kernel/paths.ts';
import { sameText } from '../../platform/crypto/index.ts';
import type { Services } from '../../platform/services.ts';

/** Known to whoever can read the secret key or the output of the start; nobody else may found the first org. */
function setupKey({ keys }: Pick<Services, 'keys'>): string {
  return keys.mac('setup', 'first org').subarray(0, 16).toString('base64url');
}

/** The address at which a new installation is set up. It opens nothing once there is an org. */
export function setupUrl(services: Pick<Services, 'keys' | 'officeUrl'>): string {
  return `${services.officeUrl}${paths.setup}?key=${setupKey(services)}`;
}

export function isSetupKey(services: Pick<Services, 'keys'>, key: string): boolean {
  return sameText(key, setupKey(services));
}
