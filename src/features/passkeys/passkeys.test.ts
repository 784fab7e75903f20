import { expect, test } from 'vitest';
import { Authenticator } from '../../../test/authenticator.ts';
import { BASE_URL, openWorld, type Org, type StaffMember } from '../../../test/world.ts';
import type { ContactActor, StaffActor } from '../../kernel/actor.ts';
import { NOTHING } from '../../kernel/permissions.ts';
import {
  askToConfirmByPasskey,
  askToRegister,
  askToSignInByPasskey,
  confirmByPasskey,
  passkeySite,
  passkeysOf,
  provePasskey,
  registerPasskey,
  removePasskey,
} from './index.ts';

const world = await openWorld();
const { services } = world;
const office = passkeySite(BASE_URL, 'office');
const portal = passkeySite(BASE_URL, 'portal');
const BROWSER = 'the secret of one browser';

function staffActor(org: Org, member: StaffMember): StaffActor {
  const { id: staffId, name } = member;
  return { kind: 'staff', orgId: org.id, staffId, name, role: 'owner', sessionId: crypto.randomUUID() };
}

async function member() {
  const org = await world.org();
  const row = await world.staff(org);
  return { org, actor: staffActor(org, row), device: new Authenticator(BASE_URL) };
}

async function contact() {
  const org = await world.org();
  const customer = await world.customer(org);
  const row = await world.contact(customer);
  const actor: ContactActor = {
    kind: 'contact',
    orgId: org.id,
    contactId: row.id,
    customerId: customer.id,
    customerName: customer.name,
    customerNumber: customer.number,
    permissions: { ...NOTHING, portal: 'yes' },
    inherited: { ...NOTHING, portal: 'yes' },
    jobsSince: null,
    subject: null,
    sessionId: crypto.randomUUID(),
    assurance: 'normal',
    viewedBy: null,
    name: 'Priya Raman',
  };
  return { org, actor, device: new Authenticator(BASE_URL) };
}

type Somebody = { org: Org; actor: StaffActor | ContactActor; device: Authenticator };

async function register({ org, actor, device }: Somebody, site = actor.kind === 'staff' ? office : portal) {
  const label = { account: 'somebody@example.com', name: actor.name };
  const asked = await askToRegister(services, actor, { site, org, label });
  return registerPasskey(services, actor, { site, typed: device.create(asked), name: 'My phone' });
}

async function signIn({ org, device }: Pick<Somebody, 'org' | 'device'>, site = office, holder = BROWSER) {
  const orgId = site.door === 'portal' ? org.id : null;
  const asked = await askToSignInByPasskey(services, { site, holder: BROWSER, orgId });
  return provePasskey(services, { site, holder, orgId, typed: device.get(asked) });
}

test('a member makes a passkey and signs in with it, without saying who they are', async () => {
  const somebody = await member();
  expect(await register(somebody)).toBeNull();
  expect(await signIn(somebody)).toEqual({ kind: 'staff', orgId: somebody.org.id, id: somebody.actor.staffId });
  const [kept] = await services.db.inReadScope(somebody.actor, (tx) => passkeysOf(tx, somebody.actor));
  expect(kept).toMatchObject({ name: 'My phone', last_used_at: world.clock.now });
});

test('a contact does the same at the portal', async () => {
  const somebody = await contact();
  expect(await register(somebody)).toBeNull();
  expect(await signIn(somebody, portal)).toEqual({
    kind: 'contact',
    orgId: somebody.org.id,
    id: somebody.actor.contactId,
  });
});

test('a passkey opens its own door and its own org only', async () => {
  const [staff, customer] = [await member(), await contact()];
  await register(staff);
  await register(customer);
  expect(await signIn(customer, office)).toBeNull();
  expect(await signIn(staff, portal)).toBeNull();
  expect(await signIn({ org: staff.org, device: customer.device }, portal)).toBeNull();
});

test('an answer counts once, in time, and in the browser that was asked', async () => {
  const somebody = await member();
  await register(somebody);
  expect(await signIn(somebody, office, 'another browser')).toBeNull();
  const asked = await askToSignInByPasskey(services, { site: office, holder: BROWSER, orgId: null });
  const typed = somebody.device.get(asked);
  const tries = Array.from({ length: 20 }, () =>
    provePasskey(services, { site: office, holder: BROWSER, orgId: null, typed }),
  );
  expect((await Promise.all(tries)).filter((owner) => owner !== null)).toHaveLength(1);
  const late = await askToSignInByPasskey(services, { site: office, holder: BROWSER, orgId: null });
  const before = world.clock.now;
  world.clock.now = before.add({ minutes: 5 });
  expect(
    await provePasskey(services, { site: office, holder: BROWSER, orgId: null, typed: somebody.device.get(late) }),
  ).toBeNull();
  world.clock.now = before;
});

test('without a finger or face, from another address, or with a counter that goes back, it is refused', async () => {
  const somebody = await member();
  await register(somebody);
  await signIn(somebody);
  somebody.device.verifies = false;
  expect(await signIn(somebody)).toBeNull();
  somebody.device.verifies = true;
  const elsewhere = new Authenticator('https://doorstep.evil.example');
  elsewhere.kept.push(...somebody.device.kept);
  expect(await signIn({ ...somebody, device: elsewhere })).toBeNull();
  for (const passkey of somebody.device.kept) passkey.counter = 0;
  expect(await signIn(somebody)).toBeNull();
});

test('nobody else’s device, session or rubbish makes a passkey', async () => {
  const [one, other] = [await member(), await member()];
  const label = { account: 'a', name: 'a' };
  const asked = await askToRegister(services, one.actor, { site: office, org: one.org, label });
  const typed = one.device.create(asked);
  expect(await registerPasskey(services, other.actor, { site: office, typed, name: '' })).toBe('passkeys.not-made');
  for (const rubbish of ['', 'null', '{}', '[]', 'x'.repeat(100_000), typed.replace('clientDataJSON', 'clientData')])
    expect(await registerPasskey(services, one.actor, { site: office, typed: rubbish, name: '' })).toBe(
      'passkeys.not-made',
    );
});

test('somebody signed in shows again that it is them, with their own passkey and no other', async () => {
  const [one, other] = [await member(), await member()];
  await register(one);
  await register(other);
  const ask = () => askToConfirmByPasskey(services, one.actor, office);
  expect(await confirmByPasskey(services, one.actor, { site: office, typed: one.device.get(await ask()) })).toBe(true);
  const asked = await ask();
  const strange = other.device.get({ ...asked, options: { ...asked.options, allowCredentials: [] } });
  expect(await confirmByPasskey(services, one.actor, { site: office, typed: strange })).toBe(false);
});

test('twenty passkeys are the most, and a removed one opens nothing', async () => {
  const somebody = await contact();
  for (let made = 0; made < 20; made++) expect(await register(somebody)).toBeNull();
  expect(await register(somebody)).toBe('passkeys.too-many');
  somebody.device.kept.pop();
  const [, ...kept] = await services.db.inReadScope(somebody.actor, (tx) => passkeysOf(tx, somebody.actor));
  const newest = kept.at(-1);
  expect(await signIn(somebody, portal)).not.toBeNull();
  await services.db.inScope(somebody.actor, (tx) =>
    removePasskey(tx, somebody.actor, newest?.id ?? '', services.now()),
  );
  expect(await signIn(somebody, portal)).toBeNull();
});
