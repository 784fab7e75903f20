export { endContactSession, endContactSessions, forgetContactDevice } from './end-ways.ts';
export { contactWaysIn, type WaysIn } from './queries.ts';
export { securityRoutes } from './portal.tsx';
export { signInsRoutes } from './office.tsx';
export { WaysInPanel } from './panel.page.tsx';
