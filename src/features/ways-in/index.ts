export { endContactSession, endContactSessions, forgetContactDevice } from './end-ways.ts';
export { contactWaysIn } from './queries.ts';
export { type WaysIn } from './ways.ts';
export { securityRoutes } from './portal.tsx';
export { signInsRoutes } from './office.tsx';
export { WaysInPanel } from './panel.page.tsx';
