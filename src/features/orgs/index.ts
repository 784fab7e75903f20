export { everyOrg, forEachOrg } from './each-org.ts';
export { orgAssets } from './assets.ts';
export { changeFavicon } from './change-favicon.ts';
export { changeLogo } from './change-logo.ts';
export { changeMenu } from './change-menu.ts';
export { changeLook, lookKey, undoLook, type OrgLook } from './change-look.ts';
export { changeOrg, hasInvoices, type OrgFacts } from './change-org.ts';
export { changeOrgPermissions, orgPermissions } from './change-permissions.ts';
export {
  countryChoices,
  currencyChoices,
  isCountry,
  isCurrency,
  isZone,
  usualCurrency,
  usualZone,
  zoneChoices,
} from './countries.ts';
export { hasNoOrg, whileNoOrg } from './first-org.ts';
export { foundFirstOrg, type Founding } from './found-org.ts';
export { logoVersion } from './logo.ts';
export { LOGO_BYTES, LOGO_HEIGHT, LOGO_WIDTH, readLogo, type LogoRefusal } from './read-logo.ts';
export { FAVICON_MOST_PIXELS, readFavicon, type FaviconRefusal } from './read-favicon.ts';
export { slugFrom, slugRefusal } from './slug.ts';
