export {
  linkExpiry,
  linkState,
  linkUrl,
  opensLink,
  type Link,
  type LinkKind,
  type LinkState,
  type LinkSubject,
} from './link.ts';
export { findLink, findLinkById } from './queries.ts';
export { disableLink, enableLink, refreshLink } from './share-link.ts';
export { LinkPanel, type LinkPanelProps } from './link-panel.page.tsx';
export { officeLinks } from './office.tsx';
export { linkShownFor, type LinkShown } from './sharing.ts';
export { linkRoutes } from './portal.tsx';
export { sendLink } from './send-link.ts';
export { renewLinkTask } from './tasks.ts';
export { linkSecret } from './secret.ts';
