import { randomUUID } from 'node:crypto';
import { get, type ClientRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { csrfToken } from '../src/features/sessions/csrf.ts';
import { benchKeys, officeSession, portalSession } from './data.ts';

/* 500 open screens that are told of messages: who is told, how soon, and that nobody else is. */

export const SCREENS = 500;
/** Of these, screens of the office: five in each of ten orgs. */
const OFFICE_SCREENS_PER_ORG = 5;
export const MESSAGES_PER_SECOND = 20;

interface Place {
  readonly orgId: string;
  readonly customerId: string;
  readonly threadId: string;
}

/** A screen to open: its address and, for the limit server, whose it is. */
interface ScreenAsked extends Partial<Place> {
  readonly orgId: string;
  readonly path: string;
  readonly cookie: string;
}

interface Thread extends Place {
  readonly staffId: string;
  readonly office: { readonly cookie: string; readonly sessionId: string };
}

export interface LivePlan {
  readonly screens: readonly ScreenAsked[];
  readonly threads: readonly Thread[];
}

/** Contacts of all orgs, each with a thread of its own; every second one looks at it, the others at their list. */
export async function livePlan(admin: Client): Promise<LivePlan> {
  const staff = await admin.query<{ org_id: string; staff_id: string }>(
    'select org_id, id as staff_id from staff order by 1, 2',
  );
  const orgs = [...new Set(staff.rows.map((row) => row.org_id))];
  const offices = new Map<string, { staffId: string; cookie: string; sessionId: string }>();
  const screens: ScreenAsked[] = [];
  for (const org of orgs) {
    const members = staff.rows.filter((row) => row.org_id === org).slice(0, OFFICE_SCREENS_PER_ORG + 1);
    for (const [n, member] of members.entries()) {
      const session = await officeSession(admin, member);
      if (n === 0) offices.set(org, { staffId: member.staff_id, ...session });
      else screens.push({ orgId: org, path: '/office/live', cookie: session.cookie });
    }
  }
  const threads: Thread[] = [];
  const contacts = await contactsWithThreads(admin, SCREENS - screens.length);
  for (const [n, row] of contacts.entries()) {
    const place = { orgId: row.org_id, customerId: row.customer_id, threadId: row.thread_id };
    const office = offices.get(row.org_id);
    if (office === undefined) throw new Error('an org without staff');
    const look = n % 2 === 0 ? `?thread=${row.thread_id}&at=${row.last_position}` : '';
    screens.push({ ...place, path: `/${row.slug}/live${look}`, cookie: await portalSession(admin, row) });
    threads.push({ ...place, staffId: office.staffId, office });
  }
  return { screens, threads };
}

async function contactsWithThreads(admin: Client, count: number) {
  await admin.query(
    `insert into threads (org_id, customer_id, subject, began_by, last_at, created_at)
     select org_id, id, 'About the next visit', 'office', now(), now()
     from (select * from customers where number ~ '^[0-9]+$' and external_id is null order by md5(number) limit $1) c
     where not exists (select from threads t where t.org_id = c.org_id and t.customer_id = c.id)`,
    [count],
  );
  const { rows } = await admin.query<{
    org_id: string;
    slug: string;
    customer_id: string;
    contact_id: string;
    thread_id: string;
    last_position: number;
  }>(
    `select distinct on (c.id) c.org_id, o.slug, c.id as customer_id, p.id as contact_id, t.id as thread_id, t.last_position
     from threads t join customers c on c.org_id = t.org_id and c.id = t.customer_id join orgs o on o.id = c.org_id
     join contacts p on p.org_id = c.org_id and p.customer_id = c.id order by c.id, t.id limit $1`,
    [count],
  );
  return rows;
}

/** Writes a message and comes back when it is committed. */
export type Post = (origin: string, thread: Thread) => Promise<void>;

export async function postToProduct(origin: string, { threadId, office }: Thread): Promise<void> {
  const answer = await fetch(`${origin}/office/messages/${threadId}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie: office.cookie,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      csrf: csrfToken(benchKeys, office.sessionId),
      key: randomUUID(),
      body: 'We come on Tuesday at nine.',
    }).toString(),
  });
  await answer.arrayBuffer();
  if (answer.status !== 303) throw new Error(`a message was answered with ${answer.status}`);
}

export async function postToLimit(origin: string, { orgId, customerId, threadId, staffId }: Thread): Promise<void> {
  const answer = await fetch(
    `${origin}/message?${new URLSearchParams({ orgId, customerId, threadId, staffId }).toString()}`,
    { method: 'POST' },
  );
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the limit answered a message with ${answer.status}`);
}

export const limitPath = ({ orgId, customerId = '', threadId = '', path }: ScreenAsked): string =>
  `/live?${new URLSearchParams({ orgId, customerId, threadId: path.includes('thread=') ? threadId : '' }).toString()}`;

export interface Told {
  readonly messages: number;
  /** From the answer to whoever wrote until a screen is told, over all screens; told before the answer counts as 0. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The same from when the message was sent off, which is the whole way. */
  readonly wholeP50Ms: number;
  readonly wholeP99Ms: number;
  readonly hints: number;
  /** Screens told of what is none of theirs, and those not told of what is. */
  readonly wrong: number;
  readonly missed: number;
}

interface Screen {
  readonly asked: ScreenAsked;
  readonly request: ClientRequest;
  /** When it was told, since it was last asked. */
  told: number[];
  ended: boolean;
}

/** Opens every screen, a few at a time, and waits until all have had their first sign of life. */
export async function openScreens(
  origin: string,
  { screens }: LivePlan,
  pathOf: (screen: ScreenAsked) => string,
): Promise<OpenScreens> {
  const open: Screen[] = [];
  for (let at = 0; at < screens.length; at += 25) {
    open.push(...(await Promise.all(screens.slice(at, at + 25).map((one) => openScreen(origin + pathOf(one), one)))));
  }
  // What a screen missed while it came in is told at once; only then does it listen.
  await pause(1500);
  return new OpenScreens(open);
}

function openScreen(url: string, asked: ScreenAsked): Promise<Screen> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers: { cookie: asked.cookie } }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url} answers ${response.statusCode}`));
      const screen: Screen = { asked, request, told: [], ended: false };
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        const now = performance.now();
        for (const _ of text.matchAll(/event: changed/g)) screen.told.push(now);
      });
      response.on('close', () => (screen.ended = true));
      response.on('error', () => {});
      resolve(screen);
    });
    request.on('error', reject);
  });
}

export class OpenScreens {
  readonly #screens: readonly Screen[];

  constructor(screens: readonly Screen[]) {
    this.#screens = screens;
  }

  get ended(): number {
    return this.#screens.filter(({ ended }) => ended).length;
  }

  /** Messages at a steady rate to one thread after another, in another org each time. */
  async tell(origin: string, { threads }: LivePlan, post: Post, seconds: number): Promise<Told> {
    for (const screen of this.#screens) screen.told = [];
    const turns = inTurns(threads);
    const count = seconds * MESSAGES_PER_SECOND;
    const began = performance.now();
    const sent: Promise<{ thread: Thread; from: number; answered: number }>[] = [];
    for (let n = 0; n < count; n++) {
      const thread = turns[n % turns.length];
      if (thread === undefined) break;
      await pause(Math.max(0, began + (n * 1000) / MESSAGES_PER_SECOND - performance.now()));
      const from = performance.now();
      sent.push(post(origin, thread).then(() => ({ thread, from, answered: performance.now() })));
    }
    const written = await Promise.all(sent);
    await pause(1500);
    return this.#judge(written);
  }

  /** The n-th hint of a screen belongs to the n-th message that concerns it; one more is wrong, one less is missed. */
  #judge(written: readonly { thread: Thread; from: number; answered: number }[]): Told {
    const waits: number[] = [];
    const whole: number[] = [];
    let [wrong, missed] = [0, 0];
    for (const { asked, told } of this.#screens) {
      const due = written.filter(({ thread }) => concerns(asked, thread));
      wrong += Math.max(0, told.length - due.length);
      missed += Math.max(0, due.length - told.length);
      for (const [n, { from, answered }] of due.entries()) {
        const at = told[n];
        if (at === undefined) continue;
        if (at < from) wrong += 1;
        waits.push(Math.max(0, at - answered));
        whole.push(at - from);
      }
    }
    return {
      messages: written.length,
      p50Ms: quantile(waits, 0.5),
      p99Ms: quantile(waits, 0.99),
      wholeP50Ms: quantile(whole, 0.5),
      wholeP99Ms: quantile(whole, 0.99),
      hints: waits.length,
      wrong,
      missed,
    };
  }

  close(): void {
    for (const { request } of this.#screens) request.destroy();
  }
}

function concerns(screen: ScreenAsked, thread: Thread): boolean {
  return screen.orgId === thread.orgId && (screen.customerId ?? thread.customerId) === thread.customerId;
}

/** One thread of each org, then the next of each: two messages to one screen are half a second apart. */
function inTurns(threads: readonly Thread[]): readonly Thread[] {
  const orgs = [...Map.groupBy(threads, ({ orgId }) => orgId).values()];
  const most = Math.max(...orgs.map((own) => own.length));
  return Array.from({ length: most }, (_, n) => orgs.flatMap((own) => own[n] ?? [])).flat();
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
