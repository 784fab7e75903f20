export { importSites, type SiteRow } from './import-sites.ts';
export { resolveSites } from './resolve-sites.ts';
export { sitesVisibleTo, type VisibleSite, type VisibleSites } from './portal-queries.ts';
export { officeSites } from './office.tsx';
export { siteDeed } from './take-back.ts';
export { sitesPersonal } from './personal.ts';
