import type { Hono } from 'hono';
import type { Services } from '../../platform/services.ts';
import { confirmRoutes } from './confirm.tsx';
import { passwordRoutes } from './password.tsx';
import { secondStepRoutes } from './second.tsx';
import { signInRoutes } from './sign-in.tsx';

/** The office's door: signing in and out, the second step, links for a password, showing again that it is you. */
export function staffSignInRoutes(app: Hono, services: Services): void {
  signInRoutes(app, services);
  secondStepRoutes(app, services);
  passwordRoutes(app, services);
  confirmRoutes(app, services);
}

export { SessionList, TryList } from './lists.page.tsx';
export { isOwnPassword } from './own-password.ts';
export { type OfficeSession, type SignInTry } from './history.ts';
export { sessionsOf, triesOf } from './queries.ts';
export { sendStaffLinkTask } from './send-staff-link.ts';
export { endStaffLinks, sendStaffLink, setPassword, staffLinkSecret } from './staff-links.ts';
export { tellStaffTask } from './tell-staff.ts';
export { noteTryTask } from './tries.ts';
