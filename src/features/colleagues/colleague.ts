import type { ContactActor } from '../../kernel/actor.ts';
import {
  allWithin,
  AREAS,
  CHOICES,
  choiceIn,
  isWithin,
  LIVE_AREAS,
  type Area,
  type Permissions,
} from '../../kernel/permissions.ts';

/** A person at the visitor's own customer. */
export interface Colleague {
  readonly id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly position: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly is_main: boolean;
  readonly permissions: unknown;
  readonly access_ends_on: Temporal.PlainDate | null;
  readonly invited_by_contact_id: string | null;
  readonly invited_at: Temporal.Instant | null;
  /** The sites chosen for this person. */
  readonly siteIds: readonly string[];
}

/** So many people a customer's admin may write to in a day, and how long one is left in peace. */
export const MOST_INVITATIONS_A_DAY = 20;
export const PAUSE_MINUTES = 15;

/** The areas an admin gives: all that have pages. Whether somebody comes in at all is a matter of its own. */
export const GIVEN: readonly Area[] = LIVE_AREAS.filter((area) => area !== 'portal');

/** What an admin may give in one area: nothing that it may not do itself. */
export function givable(actor: ContactActor, area: Area): readonly string[] {
  return CHOICES[area].filter((choice) => isWithin(area, choice, actor.permissions[area]));
}

/** What is in force for a colleague: their own choices, else what the customer and the org say. */
export function rightsOf(actor: ContactActor, stored: unknown): Permissions {
  const choices = AREAS.map((area) => [area, choiceIn(stored, area) ?? actor.inherited[area]]);
  return Object.fromEntries(choices) as Permissions;
}

/** How a colleague is called: the name, else how they are reached, else nothing. */
export function colleagueName(person: Pick<Colleague, 'first_name' | 'last_name' | 'email' | 'phone'>): string | null {
  return [person.first_name, person.last_name].filter(Boolean).join(' ') || person.email || person.phone;
}

/**
 * Why this admin may not change this colleague's access, or null. Only those who were invited are an admin's to change,
 * never oneself, and never anybody who may do more than the admin, or sees a site that the admin doesn't.
 */
export function changeRefusal(
  actor: ContactActor,
  colleague: Pick<Colleague, 'id' | 'is_main' | 'permissions' | 'invited_by_contact_id' | 'siteIds'>,
  ownSiteIds: readonly string[],
): string | null {
  if (colleague.id === actor.contactId) return 'colleagues.refused-self';
  if (colleague.invited_by_contact_id === null || colleague.is_main) return 'colleagues.refused-office';
  const rights = rightsOf(actor, colleague.permissions);
  // Whoever may not come in at the moment is measured by what they could do if they might.
  if (!allWithin({ ...rights, portal: 'yes' }, actor.permissions)) return 'colleagues.refused-wider';
  const both = rights.sites === 'chosen' && actor.permissions.sites === 'chosen';
  return both && colleague.siteIds.some((id) => !ownSiteIds.includes(id)) ? 'colleagues.refused-wider' : null;
}

/**
 * The choices to keep for a colleague: those given, and in every other area the admin's own where what is inherited would
 * be more than that. An area that has no pages yet stays with the customer.
 */
export function keptChoices(
  actor: ContactActor,
  given: Readonly<Partial<Record<Area, string>>>,
): Readonly<Record<string, string>> {
  const own = AREAS.flatMap((area): [Area, string][] => {
    const choice = given[area];
    if (choice !== undefined) return [[area, choice]];
    return isWithin(area, actor.inherited[area], actor.permissions[area]) ? [] : [[area, actor.permissions[area]]];
  });
  return Object.fromEntries(own);
}
