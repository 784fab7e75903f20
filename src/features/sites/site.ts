import type { Selectable } from 'kysely';
import type { Jobs, Sites } from '../../../db/types.ts';
import { townLine } from '../../kernel/address.ts';
import type { NamesAsked, NamesFound } from '../../platform/db/name-list.ts';

export type Site = Selectable<Sites>;

/** What the office types about a site. */
export interface SiteFields {
  readonly name: string;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly country: string | null;
  /** Decimal degrees; both or neither. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** IANA; null is the org's. */
  readonly time_zone: string | null;
  readonly access_notes: string | null;
}

export const SITE_FIELDS = [
  'name',
  'line1',
  'line2',
  'postcode',
  'city',
  'region',
  'country',
  'latitude',
  'longitude',
  'time_zone',
  'access_notes',
] as const satisfies readonly (keyof SiteFields)[];

/** A site as its form has it, with the number of the customer it is attached to. */
export interface SiteForm {
  readonly site: SiteFields;
  readonly customerNumber: string | null;
}

export type SitesAsked = NamesAsked;

export interface SiteRow {
  readonly id: string;
  readonly name: string;
  readonly postcode: string | null;
  readonly customerName: string | null;
}

export type SitesFound = NamesFound<SiteRow>;

export interface SiteCustomer {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly permissions: unknown;
  readonly archived_at: Temporal.Instant | null;
}

export type JobOfSite = Pick<Selectable<Jobs>, 'id' | 'number' | 'title' | 'step' | 'starts_at' | 'ends_at'>;

/** A contact who may see the site, and why. */
export interface Viewer {
  readonly id: string;
  readonly name: string | null;
  readonly why: 'all' | 'chosen';
}

/** A site's record. */
export interface SiteRecord {
  readonly site: Site;
  readonly customer: SiteCustomer | null;
  readonly jobs: readonly JobOfSite[];
  readonly viewers: readonly Viewer[];
}

/** Street and town on one line. `home` is the org's country, which an address without one is in. */
export function placeOf(site: Pick<Site, 'line1' | 'line2' | 'city' | 'postcode' | 'country'>, home: string): string {
  return [site.line1, site.line2, townLine(site, home)].filter(Boolean).join(', ');
}
