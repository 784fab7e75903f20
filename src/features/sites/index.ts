export { importSites, type SiteRow } from './import-sites.ts';
export { resolveSites } from './resolve-sites.ts';
