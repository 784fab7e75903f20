export { BadValue, quoted } from './bad-value.ts';
export {
  atLocalTime,
  findDateOrder,
  readDay,
  readMoment,
  readTime,
  type DateOrder,
  type FoundDateOrder,
  type Moment,
} from './dates.ts';
export { countryChoices, languageChoices, timeZoneChoices, withStored, type NamedChoice } from './choices.ts';
export { folded, readBoolean, readCountry, readCurrency, readLanguage } from './names.ts';
export {
  decimalText,
  findNumberStyle,
  minorDigits,
  readAmount,
  readDecimal,
  readExactAmount,
  readRate,
  type AmountStyle,
  type AmountUnit,
  type Decimal,
  type FoundNumberStyle,
  type NumberStyle,
} from './numbers.ts';
export { readPostcode } from './postcodes.ts';
export { readEmail, readPhone } from './reach.ts';
export { cleanText, readText } from './text.ts';
export { readVatId } from './vat-ids.ts';
export { askedDay, amountText, typedAmount, typedDay, typedQuantity } from './typed.ts';
