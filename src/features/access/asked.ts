import type { Context } from 'hono';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';

/** The id that an address names. @throws NotFound for what can't be one */
export function idAsked({ c }: { readonly c: Context }, name = 'id'): string {
  const id = c.req.param(name) ?? '';
  if (!isUuid(id)) throw new NotFound();
  return id;
}

/** The day it is at the org. */
export function todayAt(visit: { readonly now: Temporal.Instant; readonly org: { readonly time_zone: string } }) {
  return visit.now.toZonedDateTimeISO(visit.org.time_zone).toPlainDate();
}
