import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { effectivePermissions } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import { formatDayFull } from '../../ui/format.ts';
import { readerVoice } from '../access/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { queueNotice } from '../letters/index.ts';
import type { Recipient } from '../deliveries/index.ts';
import { findLink, linkState } from '../links/index.ts';
import { closingInWords, isFirstDay, noSums } from '../statement-documents/index.ts';
import { statementHref, type StatementAsked } from './asked.ts';
import { accountOf, sumsOf } from './queries.ts';

/** A second press within this is the first one's. */
const SAME_PRESS_SECONDS = 60;

/**
 * Sends a statement to the customer's main contact, by e-mail or else by text message: how the account stands, and the
 * way to it. Pressed twice it is sent once.
 * @throws NotFound, Refused when nobody may read it or nothing can be sent
 */
export async function sendStatement(
  tx: Tx,
  actor: StaffActor,
  org: OrgRow,
  customerId: string,
  asked: StatementAsked,
  { now, baseUrl }: { now: Temporal.Instant; baseUrl: string },
): Promise<'email' | 'sms'> {
  const { contact, to } = await readerOf(tx, actor, org, customerId, now);
  const { t, locale } = await readerVoice(tx, actor.orgId, to);
  const { range, currency } = asked;
  const sums = (await sumsOf(tx, accountOf(actor, customerId, currency), range)).find(
    (one) => one.currency === currency,
  );
  const last = formatDayFull(range.to, locale);
  const days = isFirstDay(range.from)
    ? t('statement.letter-until', { to: last })
    : t('statement.letter-days', { from: formatDayFull(range.from, locale), to: last });
  if (await isJustSent(tx, actor, customerId, days, now)) return to.channel;
  const found = await findLink(tx, actor, { kind: 'contact', customerId, contactId: contact.id });
  // A link that the office never made or has taken back is not made here.
  const link = found !== null && linkState(found, now) === 'on' ? found : null;
  const closing = closingInWords(sums ?? noSums(currency), t, locale);
  const address =
    baseUrl + statementHref(paths.portal.statement(org.slug), { ...asked, range: { ...range, period: 'own' } });
  await queueNotice(tx, actor, org, { kind: 'statement', link, days, closing, address }, to, now);
  return to.channel;
}

async function readerOf(tx: Tx, actor: StaffActor, org: OrgRow, customerId: string, now: Temporal.Instant) {
  const customer = await tx
    .selectFrom('customers')
    .select(['permissions', 'archived_at'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', customerId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!customer) throw new NotFound();
  const contact = await tx
    .selectFrom('contacts')
    .select(['id', 'first_name', 'last_name', 'email', 'phone', 'permissions', 'access_ends_on'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .where('is_main', '=', true)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!contact || customer.archived_at !== null) throw new Refused('statement.refused-nobody');
  if (!org.portal_open) throw new Refused('statement.refused-closed');
  const layers = { org: org.permissions, customer: customer.permissions, contact: contact.permissions };
  const { portal, invoices } = effectivePermissions(layers);
  const today = now.toZonedDateTimeISO(org.time_zone).toPlainDate();
  const isOver = contact.access_ends_on !== null && Temporal.PlainDate.compare(contact.access_ends_on, today) < 0;
  if (portal !== 'yes' || invoices === 'none' || isOver) throw new Refused('statement.refused-right');
  return { contact, to: recipientOf(customerId, contact) };
}

function recipientOf(
  customerId: string,
  contact: {
    readonly id: string;
    readonly first_name: string | null;
    readonly last_name: string | null;
    readonly email: string | null;
    readonly phone: string | null;
  },
): Recipient {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ') || null;
  const about = { customerId, contactId: contact.id, name };
  if (contact.email !== null) return { ...about, channel: 'email', address: contact.email };
  if (contact.phone !== null) return { ...about, channel: 'sms', address: contact.phone };
  throw new Refused('statement.refused-no-address');
}

async function isJustSent(tx: Tx, actor: StaffActor, customerId: string, days: string, now: Temporal.Instant) {
  const row = await tx
    .selectFrom('deliveries')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .where('kind', '=', 'statement')
    .where('queued_at', '>', now.subtract({ seconds: SAME_PRESS_SECONDS }))
    .where(sql<boolean>`merge_values ->> 'statement_days' = ${days}`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
