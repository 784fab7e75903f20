import type { Selectable } from 'kysely';
import type { Links } from '../../../db/types.ts';
import { linkToken, tokenMatches, type Keys } from '../../platform/crypto/index.ts';
import { paths } from '../../kernel/paths.ts';
import type { OrgRow } from '../sessions/index.ts';

export type Link = Selectable<Links>;
export type LinkKind = 'customer' | 'contact' | 'job' | 'invoice';

/** What a link opens. A contact's link is that person's own; the others are of the thing. */
export type LinkSubject =
  | { readonly kind: 'customer'; readonly customerId: string }
  | { readonly kind: 'contact'; readonly customerId: string; readonly contactId: string }
  | { readonly kind: 'job'; readonly customerId: string; readonly jobId: string }
  | { readonly kind: 'invoice'; readonly customerId: string; readonly invoiceId: string };

export type LinkState = 'on' | 'expired' | 'disabled';

export function linkState(link: Pick<Link, 'disabled_at' | 'expires_at'>, now: Temporal.Instant): LinkState {
  if (link.disabled_at !== null) return 'disabled';
  return Temporal.Instant.compare(link.expires_at, now) <= 0 ? 'expired' : 'on';
}

/**
 * When a link activated now ends: a contact's after months of the calendar (Viaesys: six), at the same time of day in
 * the org's zone, the others after days.
 */
export function linkExpiry(kind: LinkKind, org: OrgRow, now: Temporal.Instant): Temporal.Instant {
  const life = {
    contact: { months: org.contact_link_months },
    customer: { days: org.customer_link_days },
    job: { days: org.job_link_days },
    invoice: { days: org.invoice_link_days },
  }[kind];
  return now.toZonedDateTimeISO(org.time_zone).add(life).toInstant();
}

/** The address of a standing link. The same every time until the link is refreshed. */
export function linkUrl(keys: Keys, baseUrl: string, link: Pick<Link, 'id' | 'generation'>): string {
  return baseUrl + paths.link(linkToken(keys, 'link', link.id, link.generation));
}

/** Whether a token is this link's present one; a refreshed link's old token is not. */
export function opensLink(keys: Keys, token: string, link: Pick<Link, 'id' | 'generation'>): boolean {
  return tokenMatches(keys, 'link', token, link.id, link.generation);
}
