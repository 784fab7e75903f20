export { detailsPersonal } from './personal.ts';
export { detailsPortal } from './portal.tsx';
export { officeDetails, waitingChangesOf } from './office.tsx';
export { reachLinkRoutes } from './reach-link.tsx';
export { newAddressSecret, oldAddressSecret } from './secret.ts';
export { WaitingChanges } from './waiting.page.tsx';
export type { WaitingChange } from './details.ts';
