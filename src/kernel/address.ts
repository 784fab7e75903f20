/** Where the town stands before the postcode; elsewhere the postcode leads. */
const TOWN_FIRST: ReadonlySet<string> = new Set(['GB', 'IE', 'US', 'CA', 'AU', 'NZ']);

/**
 * Town and postcode as the country writes them: *Saltmouth SM4 2TR*, *12555 Berlin*. Empty when neither is known.
 * @param home the org's country (ISO 3166, two letters), which an address without a country is in
 */
export function townLine(
  { city, postcode, country }: Readonly<Record<'city' | 'postcode' | 'country', string | null>>,
  home: string,
): string {
  const parts = TOWN_FIRST.has(country ?? home) ? [city, postcode] : [postcode, city];
  return parts.filter((part) => part !== null && part !== '').join(' ');
}
