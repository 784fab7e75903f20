import type { Hono } from 'hono';
import { isNumber, NIL_ID } from '../../kernel/ids.ts';
import { paths, withQuery } from '../../kernel/paths.ts';
import { encodeCursor, isInstantText, pageIn } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor, type OfficeVisit } from '../access/index.ts';
import { TRIES_A_PAGE, triesPage } from './queries.ts';
import type { TriesAsked } from './ways.ts';
import { SignInsPage } from './sign-ins.page.tsx';

/** Who signed in to the portal and who tried. */
export function signInsRoutes(app: Hono, services: Services): void {
  officeDoor(app, services).get(paths.office.signIns, { right: 'read' }, async (visit) => {
    const asked = askedFor(visit);
    const { actor, now } = visit;
    const [found, brake] = await visit.read((tx) =>
      Promise.all([
        triesPage(tx, actor, asked),
        tx
          .selectFrom('brakes')
          .select('ends_at')
          .where('org_id', 'in', [actor.orgId, NIL_ID])
          .where('ends_at', '>', now)
          .orderBy('ends_at', 'desc')
          .executeTakeFirst(),
      ]),
    );
    const rows = found.slice(0, TRIES_A_PAGE);
    const last = found.length > TRIES_A_PAGE ? rows.at(-1) : undefined;
    const { customer, outcome } = asked;
    const after = last && encodeCursor({ key: last.tried_at.toString(), id: last.id });
    return visit.page(
      <SignInsPage
        frame={visit.frame}
        rows={rows}
        asked={{ customer, outcome }}
        older={after && withQuery(paths.office.signIns, { customer, outcome, after })}
        brakedUntil={brake?.ends_at ?? null}
      />,
    );
  });
}

function askedFor({ c }: OfficeVisit): TriesAsked {
  const customer = c.req.query('customer')?.trim() ?? '';
  const outcome = c.req.query('outcome');
  const { after: cursor } = pageIn(c.req.query(), isInstantText);
  return {
    customer: isNumber(customer) ? customer : '',
    outcome: outcome === 'in' || outcome === 'half' || outcome === 'wrong' ? outcome : '',
    after:
      cursor?.key === undefined || cursor.key === null
        ? null
        : { at: Temporal.Instant.from(cursor.key), id: cursor.id },
  };
}
