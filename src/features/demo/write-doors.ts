import { randomBytes } from 'node:crypto';
import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { disableLink, enableLink, type LinkSubject } from '../links/index.ts';
import type { Calendar } from './calendar.ts';
import type { DemoLink, DemoOrg } from './content.ts';
import type { PlannedInvoice } from './write-books.ts';
import type { PlannedJob } from './write-jobs.ts';
import type { People } from './write-people.ts';

/** Links of every kind, live, ending, ended and disabled, made as the office makes them, and how they were used. */
export async function writeLinks(
  tx: Tx,
  actor: SystemActor,
  org: OrgRow,
  parts: {
    demo: DemoOrg;
    people: People;
    jobs: readonly PlannedJob[];
    invoices: readonly PlannedInvoice[];
    calendar: Calendar;
  },
): Promise<void> {
  const { demo, calendar } = parts;
  for (const link of demo.links) {
    const made = await enableLink(tx, actor, org, subjectOf(link, parts), calendar.past(link.day, 10));
    if (link.disabled === true) await disableLink(tx, actor, made, calendar.past(link.day + 12, 16));
    const opened = link.opened ?? 0;
    if (opened === 0 && link.renewalAsked !== true) continue;
    await tx
      .updateTable('links')
      .set({
        open_count: opened,
        last_used_at: opened === 0 ? null : calendar.past(Math.min(0, link.day + 1), 7.97),
        last_device: opened === 0 ? null : 'Safari, iPhone',
        ...(link.renewalAsked === true ? { renewal_asked_at: calendar.past(-1, 20) } : {}),
      })
      .where('org_id', '=', actor.orgId)
      .where('id', '=', made.id)
      .execute();
  }
}

function subjectOf(
  link: DemoLink,
  { people, jobs, invoices }: { people: People; jobs: readonly PlannedJob[]; invoices: readonly PlannedInvoice[] },
): LinkSubject {
  const customerId = people.customers.get(link.customer) ?? '';
  switch (link.kind) {
    case 'customer':
      return { kind: 'customer', customerId };
    case 'contact':
      return { kind: 'contact', customerId, contactId: people.contact(link.customer, link.contact ?? '') };
    case 'job':
      return { kind: 'job', customerId, jobId: jobs.find(({ number }) => number === link.job)?.id ?? '' };
    case 'invoice':
      return {
        kind: 'invoice',
        customerId,
        invoiceId: invoices.find(({ invoice }) => invoice.key === link.invoice)?.id ?? '',
      };
  }
}

/** Visits to the portal in the last days, all of them over, for the plot on the office's home. */
export async function writeVisits(
  tx: Tx,
  orgId: string,
  { demo, people, calendar }: { demo: DemoOrg; people: People; calendar: Calendar },
): Promise<void> {
  const visitors = demo.customers.filter(({ archived }) => archived !== true);
  const sessions = demo.visits.flatMap((count, at) =>
    Array.from({ length: count }, (_, nth) => {
      const customer = visitors[(at * 7 + nth * 3) % visitors.length];
      const began = calendar.past(at - demo.visits.length + 1, 7 + nth * 1.4);
      const contact = customer?.contacts[0];
      return {
        org_id: orgId,
        token_hash: randomBytes(32),
        kind: 'portal',
        customer_id: people.customers.get(customer?.number ?? '') ?? null,
        contact_id: customer && contact ? people.contact(customer.number, contact.first) : null,
        began_by: 'code',
        assurance: 'normal',
        device: nth % 2 === 0 ? 'Safari, iPhone' : 'Chrome, Android',
        created_at: began,
        last_seen_at: began,
        human_at: began,
        expires_at: began.add({ hours: 1 }),
        ended_at: began,
      };
    }),
  );
  if (sessions.length > 0) await tx.insertInto('sessions').values(sessions).execute();
}
