export { orgAssets } from './assets.ts';
export { hasNoOrg, whileNoOrg } from './first-org.ts';
export { logoVersion } from './logo.ts';
