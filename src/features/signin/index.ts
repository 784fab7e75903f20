export { officeSignInRoutes } from './office.tsx';
export { portalSignInRoutes } from './portal.tsx';
export { PASSWORD_LEAST, PASSWORD_MOST, passwordRefusal } from './passwords.ts';
export { setPassword } from './staff.ts';
export { sendSignInTask, sendStaffLinkTask } from './tasks.ts';
export { ownPinRoutes } from './own-pin.tsx';
export { resetPin, type PinHolder } from './set-pin.ts';
export { pinSecret, signInSecret, staffLinkSecret } from './secret.ts';
