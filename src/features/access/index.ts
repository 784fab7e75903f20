export { beginSession, deviceOf, endSession, giveCookie, OFFICE_COOKIE, portalCookie } from './begin-session.ts';
export { browserSecret, checkCsrf, csrfToken, knownBrowserSecret } from './csrf.ts';
export { endPortalSessions } from './end-sessions.ts';
export { findOrg, ORG_COLUMNS, orgRow, readSessionCookie, type OrgRow } from './find-session.ts';
export { withinLimit, type Limit } from './limits.ts';
export {
  officeDoor,
  officeSessionOf,
  type OfficeFormVisit,
  type OfficeUploadVisit,
  type OfficeVisit,
} from './office-door.tsx';
export { answerPage, LOCALE, orgView, pageContext, redirectSaying, shownPhone, translate, type Said } from './page.tsx';
export { portalDoor, sessionOf, type PortalFormVisit, type PortalVisit } from './portal-door.tsx';
export { askerOf, portalMay, sessionRefusal, shapeOf, VIEW_AS_MINUTES } from './session.ts';
export { answerError } from './error-answer.tsx';
