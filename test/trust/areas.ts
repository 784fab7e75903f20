import type { Choice, LIVE_AREAS, Permissions } from '../../src/kernel/permissions.ts';
import type { World } from '../world.ts';
import type { Household } from './household.ts';

type LiveArea = (typeof LIVE_AREAS)[number];

/** Whose rows: the contact's own, a colleague's, those of the customer as a whole. */
export type Kind = 'own' | 'others' | 'customer';

/** A form of an area, in the order in which a person would send them. */
export interface Deed {
  readonly pattern: string;
  /** What it is sent with, and where to, where that isn't the contact's own thing. */
  readonly fields: Readonly<Record<string, string>>;
  readonly id?: (world: World, house: Household) => Promise<string>;
  readonly withFiles?: boolean;
  /** 409 for a form that comes too soon after the one before it, 422 for one that lacks something. */
  readonly answers?: 409 | 422;
}

interface Proof<A extends LiveArea> {
  /** Addresses that belong to the area: each answers 404 where the area is closed. */
  readonly under: RegExp;
  /** Those among them that stand only where something may be written. */
  readonly changing?: RegExp;
  /** Rows of which kinds are seen, by page and by SQL alike. */
  readonly shows: Readonly<Record<Choice<A>, readonly Kind[]>>;
  /** Tables whose rows the area opens. */
  readonly tables: readonly string[];
  /** Pages that list what the area opens; the pages of one thing are tried besides. */
  readonly lists: readonly string[];
  readonly deeds: readonly Deed[];
  /** Choices under which the forms do something. Under the others each is refused. */
  readonly writes: readonly Choice<A>[];
  /** What else must be shut to see what this area opens by itself. */
  readonly beside?: Partial<Permissions>;
  /** A policy that asks after the area's setting, and that setting: what the check must notice when it is broken. */
  readonly policy: readonly [table: string, name: string];
}

const invited = (name: string) => async (world: World, house: Household) => {
  const [row] = await world.rows<{ id: string }>(house.org, `select id from contacts where first_name = '${name}'`);
  return row?.id ?? '';
};

/**
 * What each area is proved by. An area of `LIVE_AREAS` without an entry doesn't compile; an address of the portal that is
 * neither here nor in `NO_AREA` fails the test.
 */
export const PROOFS: { readonly [A in Exclude<LiveArea, 'portal'>]: Proof<A> } = {
  jobs: {
    under: /^\/:org\/jobs/,
    shows: {
      none: [],
      view_own: ['own'],
      view_all: ['own', 'others'],
      edit_own: ['own'],
      edit_all: ['own', 'others'],
    },
    tables: ['jobs', 'job_events'],
    lists: ['/:org/jobs?show=all'],
    deeds: [],
    writes: [],
    policy: ['jobs', 'portal_jobs'],
  },
  invoices: {
    under: /^\/:org\/(invoices|credit-notes|statement)/,
    shows: { none: [], view: ['own', 'others'] },
    tables: ['invoices', 'invoice_lines', 'credit_notes', 'credit_note_lines'],
    lists: ['/:org/invoices', '/:org/statement'],
    deeds: [],
    writes: [],
    policy: ['invoices', 'portal_invoices'],
  },
  details: {
    under: /^\/:org\/details(\/(address|you|email|phone))?$/,
    changing: /\/(address|you|email|phone)$/,
    shows: { none: [], view: ['customer'], edit: ['customer'] },
    tables: ['customers', 'contacts'],
    lists: ['/:org/details'],
    // Empty forms: each says what is missing in it, where it may be sent at all.
    deeds: [
      { pattern: '/:org/details/address', fields: {}, answers: 422 },
      { pattern: '/:org/details/you', fields: {}, answers: 422 },
      { pattern: '/:org/details/email', fields: {}, answers: 422 },
      { pattern: '/:org/details/phone', fields: {}, answers: 422 },
    ],
    writes: ['edit'],
    beside: { colleagues: 'no' },
    policy: ['customers', 'portal_customer'],
  },
  sites: {
    // No address of its own: the sites stand on the page of everything else.
    under: /^\/:org\/sites/,
    shows: { none: [], chosen: ['own'], all: ['own', 'others'] },
    tables: ['sites'],
    lists: ['/:org/more'],
    deeds: [],
    writes: [],
    policy: ['sites', 'portal_sites'],
  },
  messages: {
    under: /^\/:org\/(messages|files|live|counts)/,
    shows: { none: [], own: ['own'], all: ['own', 'others'] },
    tables: ['threads', 'messages', 'message_files'],
    lists: ['/:org/messages'],
    deeds: [
      { pattern: '/:org/messages/new', fields: { subject: 'Gate', body: 'The gate sticks.' }, withFiles: true },
      { pattern: '/:org/messages/:id', fields: { body: 'And the latch.' }, withFiles: true },
    ],
    writes: ['own', 'all'],
    policy: ['threads', 'portal_threads'],
  },
  colleagues: {
    under: /^\/:org\/colleagues/,
    shows: { no: [], yes: ['customer'] },
    tables: ['contacts'],
    lists: ['/:org/colleagues'],
    deeds: [
      { pattern: '/:org/colleagues', fields: { first_name: 'Cleo', email: 'cleo@quay.example' } },
      { pattern: '/:org/colleagues/:id/rights', fields: { 'may-jobs': 'view_own' }, id: invited('Cleo') },
      { pattern: '/:org/colleagues/:id/invitation', fields: {}, id: invited('Cleo'), answers: 409 },
      { pattern: '/:org/colleagues/:id/withdrawal', fields: {}, id: invited('Cleo') },
      { pattern: '/:org/colleagues/:id/return', fields: {}, id: invited('Cleo') },
    ],
    writes: ['yes'],
    beside: { details: 'none' },
    policy: ['contacts', 'portal_contacts'],
  },
};

/** A visitor's own way in, and what every visitor of the portal has: no area opens or closes them. A change of
 * address that waits (`phone-code`, `changes`) stands only for whoever began it, which its own tests hold it to. */
export const NO_AREA =
  /^\/:org(\{.*\}|\/(more|seen|appearance|confirm|menu|language|look|sign-in|sign-out|who|theme|logo|favicon|view)(\/.*)?|\/details\/(data|phone-code|changes|pin|password|security|passkeys)(\/.*)?)?$/;
