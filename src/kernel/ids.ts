const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A lower-case UUID as PostgreSQL prints it. Anything else from outside is a missing thing, not an error. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The org of counters that precede any org. */
export const NIL_ID = '00000000-0000-0000-0000-000000000000';

const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;

/** The shape of a customer, job or invoice number in a URL. */
export function isNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** The shape of an org's slug, as the database checks it. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/.test(text);
}

const INVOICE_NUMBER = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,31}$/;

/** The same for an invoice, whose number may hold a slash: `2026/041`. */
export function isInvoiceNumber(text: string): boolean {
  return INVOICE_NUMBER.test(text);
}
