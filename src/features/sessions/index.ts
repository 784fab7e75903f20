export { beginSession, deviceOf, endSession, giveCookie, OFFICE_COOKIE, portalCookie } from './begin-session.ts';
export { browserSecret, checkCsrf, csrfToken, knownBrowserSecret, isCsrfToken } from './csrf.ts';
export { endPortalSessions, endStaffSessions } from './end-sessions.ts';
export { findOrg, orgRow, readSessionCookie, type OrgRow, type SessionRow, findSession } from './find-session.ts';
export { accessEnded, jobsSince, portalActor, portalMay, sessionRefusal, staffActor } from './session.ts';
export { askFor, type Asker } from './asker.ts';
export { sessionsPersonal } from './personal.ts';
export { keepSession } from './keep-session.ts';
