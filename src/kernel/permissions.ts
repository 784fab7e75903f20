/**
 * What a contact may do. One model, three layers: org → customer → contact. Each layer makes a choice or leaves it
 * to the one above; where nobody chose, the answer is the first (closed) choice of the list.
 */
export const CHOICES = {
  // Whether the contact may come in at all.
  portal: ['no', 'yes'],
  jobs: ['none', 'view_own', 'view_all', 'edit_own', 'edit_all'],
  jobs_create: ['no', 'yes'],
  quotes: ['none', 'view_own', 'view_all', 'edit_own', 'edit_all'],
  quotes_create: ['no', 'yes'],
  invoices: ['none', 'view'],
  pay: ['no', 'yes'],
  payment_data: ['no', 'yes'],
  details: ['none', 'view', 'edit'],
  contracts: ['none', 'view', 'cancel', 'change'],
  // "All" sites of the customer, or those chosen for the contact.
  sites: ['none', 'chosen', 'all'],
  live_jobs: ['no', 'yes'],
  live_pictures: ['no', 'yes'],
  live_visits: ['no', 'yes'],
  live_filter: ['no', 'yes'],
  live_service_name: ['no', 'yes'],
  live_service_pictures: ['no', 'yes'],
  equipment: ['none', 'view', 'add'],
  // Own: threads the contact began or takes part in. A thread about a job or invoice needs that to be shown too.
  messages: ['none', 'own', 'all'],
  bookings: ['no', 'yes'],
  // Whether the contact may invite colleagues and say what they may do, within its own rights.
  colleagues: ['no', 'yes'],
} as const;

export type Area = keyof typeof CHOICES;
export type Choice<A extends Area = Area> = (typeof CHOICES)[A][number];
export type Permissions = { readonly [A in Area]: Choice<A> };
export type Layer = 'org' | 'customer' | 'contact';

export const AREAS = Object.keys(CHOICES) as Area[];

/** The areas this version has pages for; the others are decided when their pages come. */
export const LIVE_AREAS = [
  'portal',
  'jobs',
  'invoices',
  'details',
  'sites',
  'messages',
  'colleagues',
] as const satisfies readonly Area[];

/** A stored layer: any subset of the areas. Unknown areas and choices (of another version) count as unset. */
export type StoredChoices = unknown;

export function choiceIn<A extends Area>(layer: StoredChoices, area: A): Choice<A> | null {
  if (typeof layer !== 'object' || layer === null) return null;
  const value = (layer as Record<string, unknown>)[area];
  const choices: readonly string[] = CHOICES[area];
  return typeof value === 'string' && choices.includes(value) ? (value as Choice<A>) : null;
}

/** The effective choice of one area and the layer that decided; the innermost that chose wins, null when nobody did. */
export function effective<A extends Area>(
  area: A,
  layers: { org: StoredChoices; customer: StoredChoices; contact?: StoredChoices },
): { choice: Choice<A>; from: Layer | null } {
  const order: readonly (readonly [Layer, StoredChoices])[] = [
    ['contact', layers.contact],
    ['customer', layers.customer],
    ['org', layers.org],
  ];
  for (const [from, layer] of order) {
    const choice = choiceIn(layer, area);
    if (choice !== null) return { choice, from };
  }
  return { choice: CHOICES[area][0] as Choice<A>, from: null };
}

export function effectivePermissions(layers: {
  org: StoredChoices;
  customer: StoredChoices;
  contact?: StoredChoices;
}): Permissions {
  return Object.fromEntries(AREAS.map((area) => [area, effective(area, layers).choice])) as Permissions;
}

/** Choices that say two things at once, how much and whose: neither of *change own* and *view all* is within the other. */
const SPLIT: Readonly<Record<string, { readonly level: number; readonly reach: number }>> = {
  none: { level: 0, reach: 0 },
  view_own: { level: 1, reach: 1 },
  view_all: { level: 1, reach: 2 },
  edit_own: { level: 2, reach: 1 },
  edit_all: { level: 2, reach: 2 },
};

/** Whether a choice allows nothing that `bound` doesn't. */
export function isWithin(area: Area, choice: string, bound: string): boolean {
  const choices: readonly string[] = CHOICES[area];
  const [one, other] = [SPLIT[choice], SPLIT[bound]];
  if (choices.includes('view_own') && one !== undefined && other !== undefined)
    return one.level <= other.level && one.reach <= other.reach;
  return choices.includes(choice) && choices.indexOf(choice) <= choices.indexOf(bound);
}

/** Whether somebody with these rights can do nothing that somebody with `bound` can't. */
export function allWithin(rights: Permissions, bound: Permissions): boolean {
  return AREAS.every((area) => isWithin(area, rights[area], bound[area]));
}

/** Nothing at all: what a link to one thing starts from. */
export const NOTHING: Permissions = effectivePermissions({ org: {}, customer: {} });

const STAFF_RIGHTS = {
  viewer: ['read'],
  agent: ['read', 'write'],
  manager: ['read', 'write', 'manage'],
  owner: ['read', 'write', 'manage', 'own'],
} as const;
export type StaffRole = keyof typeof STAFF_RIGHTS;
export type StaffRight = 'read' | 'write' | 'manage' | 'own';

export function isStaffRole(text: string): text is StaffRole {
  return Object.hasOwn(STAFF_RIGHTS, text);
}

/**
 * read: see everything of the org. write: create and change records, share links. manage: settings, access,
 * imports, voiding. own: the org itself and its team.
 */
export function staffMay(role: StaffRole, right: StaffRight): boolean {
  const rights: readonly StaffRight[] = STAFF_RIGHTS[role];
  return rights.includes(right);
}
