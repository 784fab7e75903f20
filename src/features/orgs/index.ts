export { orgAssets } from './assets.ts';
