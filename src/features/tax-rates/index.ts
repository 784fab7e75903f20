export { addTaxRate, archiveTaxRate, makeDefaultTaxRate } from './change-tax-rates.ts';
export { currentTaxRates, readRateBp, type TaxRate } from './tax-rate.ts';
