import { setTimeout as pause } from 'node:timers/promises';
import { withClient } from '../../../src/platform/db/connection.ts';
import type { House } from './house.ts';
import { pick } from '../tier.ts';

/** One thing that somebody did in the office, and whether the program said that it is done. */
export type Deed = { readonly kind: 'payment' | 'invoice' | 'note' | 'mail'; readonly mark: string; acked: boolean };

/**
 * Visitors of the office that record payments, issue invoices, write notes and send links, over and over. Like people they
 * send a form again when no answer came, sometimes twice at once, and never change what is in it.
 */
export async function workersIn(house: House, random: () => number) {
  const { orgId, secret, csrf } = await house.staff();
  const cookie = `office=${orgId}.${secret}`;
  const { customers, jobs, links, drafts } = await material(house, orgId);
  const deeds: Deed[] = [];
  const state = { isOver: false };

  const post = async (path: string, fields: Record<string, string>): Promise<number> =>
    await fetch(house.url + path, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(8_000),
      headers: { cookie, 'sec-fetch-site': 'same-origin', origin: house.url },
      body: new URLSearchParams({ csrf, ...fields }),
    }).then(
      (answer) => answer.status,
      () => 0,
    );
  /** Again until it is answered: a page's 303 is its word that it is done. */
  const insist = async (deed: Deed, path: string, fields: Record<string, string>) => {
    deeds.push(deed);
    while (!deed.acked) {
      const twice = random() < 0.2;
      const answers = await Promise.all(Array.from({ length: twice ? 2 : 1 }, () => post(path, fields)));
      deed.acked = answers.includes(303);
      if (answers.some((status) => status >= 400 && status < 500))
        throw new Error(`${path} answered ${answers.join(', ')}`);
      if (!deed.acked && state.isOver) return;
      if (!deed.acked) await pause(20);
    }
  };
  const once = async (deed: Deed, path: string, fields: Record<string, string>) => {
    deeds.push(deed);
    deed.acked = (await post(path, fields)) === 303;
  };

  const kinds = {
    payment: () => {
      const mark = `drill ${crypto.randomUUID()}`;
      const fields = {
        customer: pick(random, customers),
        key: mark,
        amount: '1.00',
        received_on: '2026-01-02',
        method: 'transfer',
      };
      return insist({ kind: 'payment', mark, acked: false }, '/office/payments', {
        ...fields,
        split: 'oldest',
        currency: 'GBP',
        reference: mark,
        press: 'save',
      });
    },
    invoice: async () => {
      const mark = drafts.pop();
      if (mark !== undefined)
        await insist({ kind: 'invoice', mark, acked: false }, `/office/invoices/${mark}/issue`, {});
    },
    note: () => {
      const mark = `drill ${crypto.randomUUID()}`;
      return once({ kind: 'note', mark, acked: false }, `/office/jobs/${pick(random, jobs)}/notes`, { note: mark });
    },
    mail: () =>
      once({ kind: 'mail', mark: '', acked: false }, `/office/links/${pick(random, links)}/delivery`, {
        channel: 'email',
        back: '/office',
      }),
  };
  const visitors = (['payment', 'payment', 'payment', 'invoice', 'note', 'mail'] as const).map(async (kind) => {
    while (!state.isOver) {
      await kinds[kind]();
      if (kind === 'mail') await pause(60);
    }
  });
  return {
    deeds,
    /** Everybody finishes what they are at and goes home. */
    async stop() {
      state.isOver = true;
      await Promise.all(visitors);
    },
  };
}

/** What the visitors work on: customers and jobs of the demo world, live links to people with an address, and new drafts. */
async function material(house: House, orgId: string) {
  return await withClient(house.admin(), { name: 'drill' }, async (client) => {
    const list = async (sql: string) => (await client.query<{ it: string }>(sql, [orgId])).rows.map(({ it }) => it);
    const drafts = await list(
      `insert into invoices (org_id, customer_id, currency, net_minor, total_minor, note)
         select org_id, id, 'GBP', 500, 500, 'drill' from customers c, generate_series(1, 400)
          where org_id = $1 and id = (select min(id::text)::uuid from customers where org_id = $1) returning id::text as it`,
    );
    await client.query(
      `insert into invoice_lines (org_id, invoice_id, position, description, unit_price_minor, tax_rate_bp, amount_minor)
         select org_id, id, 1, 'drill', 500, 0, 500 from invoices where org_id = $1 and id::text = any ($2)`,
      [orgId, drafts],
    );
    return {
      drafts,
      customers: await list(
        `select number as it from customers where org_id = $1 and archived_at is null order by number limit 8`,
      ),
      jobs: await list(`select number as it from jobs where org_id = $1 order by number limit 8`),
      links: await list(
        `select l.id::text as it from links l join contacts c on c.org_id = l.org_id and c.id = l.contact_id
          where l.org_id = $1 and l.kind = 'contact' and l.disabled_at is null and l.expires_at > now() + interval '1 day'
            and c.email is not null and c.archived_at is null order by 1 limit 8`,
      ),
    };
  });
}
