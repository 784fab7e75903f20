/** An amount in the currency's minor units (cents, pence; whole yen), with its ISO 4217 code. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

export function money(minor: bigint, currency: string): Money {
  return { minor, currency };
}

/**
 * Divides and rounds half away from zero: the one rounding of the books.
 * `denominator` must be positive.
 */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const half = denominator / 2n;
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const rounded = (size + half) / denominator;
  return negative ? -rounded : rounded;
}

/** Quantities have at most four decimal places; they are counted in ten-thousandths. */
const QUANTITY_SCALE = 10_000n;

/**
 * A decimal quantity such as "1", "-2.5" or "0.0001" in ten-thousandths, or null when it is none
 * or has more than four places or more than ten digits before the point.
 */
export function parseQuantity(text: string): bigint | null {
  const match = /^(-?)(\d{1,10})(?:\.(\d{1,4}))?$/.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const size = BigInt(whole) * QUANTITY_SCALE + BigInt(fraction.padEnd(4, '0'));
  return sign === '-' ? -size : size;
}

/** quantity (as text, see `parseQuantity`) × unit price, rounded once. Throws on a malformed quantity. */
export function timesQuantity(unitPriceMinor: bigint, quantity: string): bigint {
  const scaled = parseQuantity(quantity);
  if (scaled === null) throw new RangeError(`not a quantity: ${quantity}`);
  return divideRounded(unitPriceMinor * scaled, QUANTITY_SCALE);
}

/** Tax on a net amount; the rate is in basis points (20 % is 2000). */
export function taxOnNet(netMinor: bigint, rateBp: number): bigint {
  return divideRounded(netMinor * BigInt(rateBp), 10_000n);
}

/** The tax contained in a gross amount; the rate is in basis points. */
export function taxInGross(grossMinor: bigint, rateBp: number): bigint {
  return divideRounded(grossMinor * BigInt(rateBp), 10_000n + BigInt(rateBp));
}
