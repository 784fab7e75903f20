export { beginSession, deviceOf, endSession, giveCookie, OFFICE_COOKIE, portalCookie } from './begin-session.ts';
export { browserSecret, checkCsrf, csrfToken, knownBrowserSecret } from './csrf.ts';
export { hasOwnHost, originFor, separateDoors } from './hosts.ts';
export { carryOut } from './carry-out.ts';
export { endPortalSessions, endStaffSessions } from './end-sessions.ts';
export { findOrg, orgRow, readSessionCookie, type OrgRow } from './find-session.ts';
export { forgetHits, giveHitBack, withinLimit, type Limit } from './limits.ts';
export { answerPage, lookOfOrg, orgView, redirectSaying, shownPhone, type Said } from './page.tsx';
export { readerVoice, type Reader } from './reader-voice.ts';
export { chooseTheme, rememberLanguage, visitorVoice } from './visitor-choices.ts';
export { OfficeConfirmPage } from './office-confirm.page.tsx';
export { proveInOffice } from './office-confirm.tsx';
export { officeDoor } from './office-door.tsx';
export {
  arranged,
  MENU_PLACES,
  menuOf,
  MOST_IN_BAR,
  MOST_NAME,
  STANDS,
  type MenuEntry,
  type MenuPlace,
} from './portal-menu.ts';
export { type Place } from './portal-places.ts';
export {
  type OfficeFilesVisit,
  type OfficeFormVisit,
  type OfficeUploadVisit,
  type OfficeVisit,
} from './office-visit.ts';
export {
  portalDoor,
  sessionOf,
  type PortalFilesVisit,
  type PortalFormVisit,
  type PortalVisit,
} from './portal-door.tsx';
export { accessEnded, jobsSince, portalMay } from './session.ts';
export { askFor, type Asker } from './asker.ts';
export { ConfirmCodePage, ConfirmPage, type Confirming } from './confirm.page.tsx';
export {
  carriedIn,
  hasPasskey,
  isStepUp,
  maskedEmail,
  maskedPhone,
  reachOf,
  readReach,
  STEP_UPS,
  type Carried,
  type Reach,
  type StepUp,
} from './step-up.ts';
export { answerError } from './error-answer.tsx';
export type { SentFiles, UploadPlace } from './receive-form.ts';
export { accessPersonal } from './personal.ts';
export { idAsked, todayAt } from './asked.ts';
