import { enableLink, disableLink, type LinkSubject } from '../../src/features/links/index.ts';
import { system } from '../../src/kernel/actor.ts';
import type { Browser } from '../browser.ts';
import type { World } from '../world.ts';
import type { Household } from './household.ts';

/** Somebody with a session of some kind, who has no business with the victim's things. */
export interface Intruder {
  readonly name: string;
  readonly browser: Browser;
  /** Marks that may stand on its own pages. */
  readonly own: readonly RegExp[];
  /** The customer of the victim's org whom it stands for: what is that customer's, it may change. */
  readonly customerId?: string;
}

/** Everybody who might knock at a door of `victim`'s customer; `neighbour` is another org of the installation. */
export async function intrudersOf(world: World, victim: Household, neighbour: Household): Promise<readonly Intruder[]> {
  const org = [victim.mark('org'), victim.mark('staff')];
  const barred = await world.contact(victim.customer, {
    permissions: JSON.stringify({
      jobs: 'none',
      invoices: 'none',
      details: 'none',
      sites: 'none',
      colleagues: 'no',
      messages: 'none',
    }),
  });
  const strangersJob: LinkSubject = { kind: 'job', customerId: victim.stranger.id, jobId: victim.strangeJob.id };
  const strangersInvoice: LinkSubject = {
    kind: 'invoice',
    customerId: victim.stranger.id,
    invoiceId: victim.strangeInvoice.id,
  };
  return [
    { name: 'nobody', browser: world.browser(), own: org },
    {
      name: 'a contact of the customer without rights',
      browser: await world.signInContact(victim.org, barred),
      own: org,
    },
    {
      name: 'a contact of another customer of the org',
      browser: await world.signInContact(victim.org, victim.strange),
      own: [...org, victim.mark('stranger')],
      customerId: victim.stranger.id,
    },
    {
      name: 'a contact at another org',
      browser: await world.signInContact(neighbour.org, neighbour.contact),
      own: [neighbour.mark('')],
    },
    {
      name: 'whoever holds a link to another job',
      browser: await byLink(world, victim, strangersJob),
      own: [...org, victim.mark('stranger')],
      customerId: victim.stranger.id,
    },
    {
      name: 'whoever holds a link to another invoice',
      browser: await byLink(world, victim, strangersInvoice),
      own: [...org, victim.mark('stranger')],
      customerId: victim.stranger.id,
    },
    { name: 'whoever held a link that was disabled', browser: await byDeadLink(world, victim), own: org },
    {
      name: 'staff of another org',
      browser: await world.signInStaff(neighbour.org, neighbour.member),
      own: [neighbour.mark('')],
    },
  ];
}

async function byLink(world: World, house: Household, subject: LinkSubject): Promise<Browser> {
  const browser = world.browser();
  // The first click counts the link as opened: done here, so that later changes are the intruder's.
  await browser.arrive(await browser.get(await world.linkPath(house.org, subject)));
  return browser;
}

async function byDeadLink(world: World, house: Household): Promise<Browser> {
  const gone = await world.contact(house.customer);
  const subject: LinkSubject = { kind: 'contact', customerId: house.customer.id, contactId: gone.id };
  const browser = await byLink(world, house, subject);
  const actor = system(house.org.id, 'test');
  await world.as(house.org.id, async (tx) => {
    const link = await enableLink(tx, actor, house.org, subject, world.clock.now);
    await disableLink(tx, actor, link, world.clock.now);
  });
  return browser;
}
