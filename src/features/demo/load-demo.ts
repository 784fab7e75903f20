import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { orgRow } from '../sessions/index.ts';
import { logoVersion, whileNoOrg } from '../orgs/index.ts';
import { calendarOf, type Calendar } from './calendar.ts';
import type { DemoOrg } from './content.ts';
import { harbourHill } from './harbour-hill.ts';
import { kessler } from './kessler.ts';
import { storePhotos, writeMessages } from './write-messages.ts';
import { planInvoices, writeBooks } from './write-books.ts';
import { writeCredits } from './write-credits.ts';
import { writeDesk } from './write-desk.ts';
import { writeTeam } from './write-team.ts';
import { writeLinks, writeVisits } from './write-doors.ts';
import { jobPrefix, planJobs, writeJobs } from './write-jobs.ts';
import { DEMO_CONTACT_PASSWORD, writeLogins } from './write-logins.ts';
import { writePeople } from './write-people.ts';

/** Of everybody in the demo world who signs in to an office. Known to the whole world, like the demo's PINs. */
export const DEMO_PASSWORD = 'fourteen skylights at dawn';
export const DEMO_ORGS: readonly DemoOrg[] = [kessler, harbourHill];

/**
 * Fills an empty installation with two businesses whose days lie around now. False, and nothing written, when the
 * database has an org already: made-up customers never get in among real ones.
 */
export async function loadDemo(services: Services): Promise<boolean> {
  const hashes = await secretHashes(services);
  return whileNoOrg(services, async () => {
    for (const demo of DEMO_ORGS) await loadOrg(services, demo, hashes);
  });
}

type Hashes = ReadonlyMap<string, string>;

/** Hashing is slow on purpose, so it is done before any transaction begins. */
async function secretHashes(services: Services): Promise<Hashes> {
  const pins = DEMO_ORGS.flatMap(({ customers }) =>
    customers.flatMap(({ contacts }) => contacts.map(({ pin }) => pin)),
  );
  const secrets = [DEMO_PASSWORD, DEMO_CONTACT_PASSWORD, ...pins.filter((pin) => pin !== undefined)];
  const pairs = secrets.map(async (secret) => [secret, await services.hashing.hash(secret)] as const);
  return new Map(await Promise.all(pairs));
}

async function loadOrg(services: Services, demo: DemoOrg, hashes: Hashes): Promise<void> {
  const orgId = crypto.randomUUID();
  const actor = system(orgId, 'demo world');
  const calendar = calendarOf(services.now(), demo.org.time_zone);
  const photos = await storePhotos(services, demo.conversations);
  const hash = (secret: string) => hashes.get(secret) ?? '';
  await services.db.inScope(actor, async (tx) => {
    await writeOrg(tx, orgId, demo, calendar);
    const org = await orgRow(tx, orgId);
    if (!org) throw new Error('the org that was just made is not there');
    const people = await writePeople(tx, orgId, demo, { calendar, passwordHash: hash(DEMO_PASSWORD), pinHash: hash });
    await writeLogins(tx, orgId, demo, { people, calendar, passwordHash: hash(DEMO_CONTACT_PASSWORD) });
    const jobs = planJobs(demo);
    await writeJobs(tx, orgId, demo, { people, jobs, calendar });
    const invoices = planInvoices(demo, jobs);
    await writeBooks(tx, orgId, demo, { people, invoices, calendar });
    await writeCredits(tx, org, demo, { people, invoices, calendar });
    await writeMessages(tx, orgId, { demo, people, jobs, invoices, calendar, photos });
    await writeLinks(tx, actor, org, { demo, people, jobs, invoices, calendar });
    await writeTeam(tx, actor, org, { demo, people, calendar });
    await writeDesk(tx, actor, org, { demo, people, calendar });
    await writeVisits(tx, orgId, { demo, people, calendar });
    await writeSeries(
      tx,
      orgId,
      demo,
      jobs.map(({ number }) => number),
    );
  });
}

async function writeOrg(tx: Tx, orgId: string, demo: DemoOrg, calendar: Calendar): Promise<void> {
  const picture = demo.logo?.();
  const logo = picture && {
    logo: picture.bytes,
    logo_type: 'image/png',
    logo_width: picture.width,
    logo_height: picture.height,
    logo_version: logoVersion(picture.bytes),
  };
  await tx
    .insertInto('orgs')
    .values({
      id: orgId,
      ...demo.org,
      sms_countries: [...demo.org.sms_countries],
      ...logo,
      portal_open: true,
      permissions: JSON.stringify(demo.permissions),
      created_at: calendar.at(-2800, 9),
    })
    .execute();
  await tx
    .insertInto('tax_rates')
    .values([
      { org_id: orgId, name: demo.taxName, rate_bp: demo.taxRateBp, is_default: true },
      { org_id: orgId, name: '0%', rate_bp: 0 },
    ])
    .execute();
}

/** The office goes on counting after the highest number of each kind. */
async function writeSeries(tx: Tx, orgId: string, demo: DemoOrg, jobNumbers: readonly string[]): Promise<void> {
  const after = (numbers: readonly string[]) =>
    BigInt(Math.max(...numbers.map((number) => Number(/\d+$/.exec(number)?.[0] ?? 0))) + 1);
  const customers = demo.customers.map(({ number }) => number);
  await tx
    .insertInto('number_series')
    .values([
      {
        org_id: orgId,
        kind: 'customer',
        prefix: /^\D*/.exec(customers[0] ?? '')?.[0] ?? '',
        next_number: after(customers),
      },
      { org_id: orgId, kind: 'job', prefix: jobPrefix(demo), next_number: after(jobNumbers) },
      { org_id: orgId, kind: 'invoice', next_number: BigInt(demo.lastInvoiceNumber + 1) },
    ])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
