import type { Hono } from 'hono';
import { z } from 'zod';
import { NotFound } from '../../kernel/errors.ts';
import { isNumber } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { smsSegments } from '../../platform/sms/index.ts';
import { isWordKey, type WordKey } from '../../words/index.ts';
import { idAsked, officeDoor, shownPhone, type OfficeVisit } from '../access/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { DeliveriesPage, deliveriesPath } from './deliveries.page.tsx';
import { DeliveryPage } from './delivery.page.tsx';
import {
  CHANNELS,
  retryRefusal,
  STATES,
  type Channel,
  hasSender,
  retryDelivery,
  type ResolveSecret,
} from '../deliveries/index.ts';
import { deliveriesVisibleTo, findDelivery, stateOf, type Cursor, type Filters } from './queries.ts';
import { showDelivery } from './show-delivery.ts';

/** The mailbox of the office: every message out, and the messages that stay while nothing sends them. */
export function deliveryRoutes(app: Hono, services: Services, resolveSecret: ResolveSecret): void {
  const door = officeDoor(app, services);
  const { senders } = services;
  const unsent = CHANNELS.filter((channel) => !hasSender(senders, channel));

  door.get(paths.office.deliveries, { right: 'read' }, async (visit) => {
    const query = new URL(visit.c.req.url).searchParams;
    const filters = filtersIn(query);
    const cursor = cursorIn(query.get('from'));
    const { rows, more } = await visit.read((tx) => deliveriesVisibleTo(tx, visit.actor, filters, cursor));
    const [first, last] = [rows[0], rows.at(-1)];
    const newer = cursor !== null && (cursor.side === 'older' || more);
    const older = cursor?.side === 'newer' || more;
    return visit.page(
      <DeliveriesPage
        frame={visit.frame}
        rows={rows.map((row) => ({ ...row, recipient: shownRecipient(row, visit.org) }))}
        filters={filters}
        newer={newer && first ? deliveriesPath(filters, { from: placeOf('newer', first) }) : undefined}
        older={older && last ? deliveriesPath(filters, { from: placeOf('older', last) }) : undefined}
        unsent={unsent}
      />,
    );
  });

  door.get('/office/deliveries/:id', { right: 'read' }, async (visit) => {
    const { delivery, shown } = await openDelivery(visit);
    const channel: Channel = delivery.channel === 'sms' ? 'sms' : 'email';
    return visit.page(
      <DeliveryPage
        frame={visit.frame}
        delivery={{
          ...delivery,
          channel,
          recipient: shownRecipient(delivery, visit.org),
          state: stateOf(delivery.state),
          reason: reasonOf(delivery.reason),
        }}
        message={shown.message}
        links={shown.links}
        note={shown.note}
        segments={shown.message.channel === 'sms' ? smsSegments(shown.message.text) : null}
        mayRetry={visit.may('write') && retryRefusal(delivery, hasSender(senders, channel), visit.now) === null}
        unsent={unsent}
      />,
    );
  });

  door.get('/office/deliveries/:id/preview', { right: 'read' }, async (visit) => {
    const { shown } = await openDelivery(visit);
    if (shown.message.channel !== 'email') throw new NotFound();
    return visit.c.html(inFrame(shown.message.html), 200, { 'Content-Security-Policy': PREVIEW_POLICY });
  });

  door.post('/office/deliveries/:id/retry', { right: 'write' }, async (visit) => {
    const id = idAsked(visit);
    await visit.write((tx) => retryDelivery(tx, visit.actor, id, senders, visit.now));
    return visit.redirect(paths.office.delivery(id), { key: 'deliveries.said-retried' });
  });

  function openDelivery(visit: OfficeVisit) {
    const id = idAsked(visit);
    return visit.read(async (tx) => {
      const delivery = await findDelivery(tx, visit.actor, id);
      if (delivery === null) throw new NotFound();
      const shown = await showDelivery(tx, visit.actor, visit.org, delivery, { senders, resolveSecret });
      return { delivery, shown };
    });
  }
}

/**
 * A mail has its styles on its elements, as mail programs want them. So its preview has a policy of its own: styles and
 * nothing else, in a sandbox even when it is opened by itself, framed by our own pages only.
 */
const PREVIEW_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** Links of the mail open outside the frame. */
function inFrame(html: string): string {
  return html.replace('<head>', '<head><base target="_blank">').replaceAll('<a href=', '<a rel="noreferrer" href=');
}

function shownRecipient(to: { channel: string; recipient: string }, org: OrgRow): string {
  return to.channel === 'sms' ? shownPhone(to.recipient, org.country) : to.recipient;
}

function reasonOf(reason: string | null): WordKey | null {
  return reason !== null && isWordKey(reason) ? reason : null;
}

/** Unknown filters count as none: an old bookmark still opens the list. */
function filtersIn(query: URLSearchParams): Filters {
  const customer = query.get('customer')?.trim() ?? '';
  return {
    channel: CHANNELS.find((channel) => channel === query.get('channel')) ?? null,
    state: STATES.find((state) => state === query.get('state')) ?? null,
    customer: isNumber(customer) ? customer : null,
  };
}

const placeSchema = z.tuple([z.enum(['older', 'newer']), z.string().max(40), z.uuid()]);

function placeOf(side: Cursor['side'], row: { queued_at: Temporal.Instant; id: string }): string {
  return `${side}_${row.queued_at.toString()}_${row.id}`;
}

function cursorIn(text: string | null): Cursor | null {
  const place = placeSchema.safeParse(text?.split('_'));
  if (!place.success) return null;
  const [side, at, id] = place.data;
  // As `placeOf` writes it; anything else, or a year the database doesn't know, begins at the start.
  if (!/^2\d{3}-\d\d-\d\dT[\d:.]{8,18}Z$/u.test(at)) return null;
  try {
    return { side, queued_at: Temporal.Instant.from(at), id };
  } catch {
    return null;
  }
}
