export { hasOwnHost, originFor, separateDoors } from './hosts.ts';
export { answerPage, lookOfOrg, orgView, redirectSaying, shownPhone, type Said } from './page.tsx';
export { readerVoice, type Reader } from './reader-voice.ts';
export { chooseTheme, rememberLanguage, visitorVoice } from './visitor-choices.ts';
export { officeDoor } from './office-door.tsx';
export { unreadNotices } from './office-frame.ts';
export { unreadInOffice, unreadThreads } from './unread.ts';
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
export type { Place } from './portal-places.ts';
export type { OfficeFilesVisit, OfficeFormVisit, OfficeUploadVisit, OfficeVisit } from './office-visit.ts';
export {
  portalDoor,
  sessionOf,
  type PortalFilesVisit,
  type PortalFormVisit,
  type PortalVisit,
} from './portal-door.tsx';
export { answerError } from './error-answer.tsx';
export type { SentFiles, UploadPlace } from './receive-form.ts';
export { idAsked, todayAt } from './asked.ts';
