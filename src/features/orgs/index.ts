export { orgAssets } from './assets.ts';
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
export { slugFrom, slugRefusal } from './slug.ts';
