import type { Selectable } from 'kysely';
import type { Cursor } from '../../platform/db/index.ts';
import type { BulkGrants } from '../../../db/types.ts';
import { CHOICES, LIVE_AREAS, type Area } from '../../kernel/permissions.ts';

export type Grant = Selectable<BulkGrants>;
export type GrantLayer = 'customer' | 'contact';

/** More than this at once is a change for everybody: that is what the org's own choices are for. */
export const MOST_TARGETS = 20_000;
/** So many are done while the page waits; more are a task. */
export const AT_ONCE = 200;
/** So long it can be undone. */
export const UNDO_DAYS = 7;

/** One choice for many: an area, and what it becomes; null leaves it to the layer above. */
export interface Wish {
  readonly area: Area;
  readonly choice: string | null;
}

/** The value of a wish in a form: `invoices.view`, `invoices.inherit`. */
export function wishIn(text: string): Wish | null {
  const [name = '', choice = ''] = text.split('.');
  const area = LIVE_AREAS.find((one) => one === name);
  if (area === undefined) return null;
  const choices: readonly string[] = CHOICES[area];
  if (choice === 'inherit') return { area, choice: null };
  return choices.includes(choice) ? { area, choice } : null;
}

/** How many of a grant's targets are in each state. */
export type Tally = Readonly<Record<string, number>>;

/** How far it is, as an address can say it. */
export function progressOf({ state }: Pick<Grant, 'state'>, tally: Tally): string {
  const waiting = state === 'undoing' ? tally['changed'] : tally['waiting'];
  return `${state}-${waiting ?? 0}`;
}

/** Why it can't be undone, or null. */
export function undoRefusal(grant: Pick<Grant, 'state' | 'finished_at'>, now: Temporal.Instant): string | null {
  if (grant.state !== 'done' || grant.finished_at === null) return 'grants.refused-not-done';
  const end = grant.finished_at.add({ hours: UNDO_DAYS * 24 });
  return Temporal.Instant.compare(now, end) < 0 ? null : 'grants.refused-too-late';
}

/** A customer or contact to choose. */
export interface Choosable {
  readonly id: string;
  readonly name: string;
  readonly customer_name: string;
  readonly customer_number: string;
  readonly permissions: unknown;
}

/** A page of them, and how many fit in all. */
export interface Found {
  readonly rows: readonly Choosable[];
  readonly newer: Cursor | null;
  readonly older: Cursor | null;
  readonly count: number;
}
