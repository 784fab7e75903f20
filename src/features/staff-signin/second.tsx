import type { Hono } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { redirectSaying } from '../access/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import { proveTotp, secondStepOf, useRecoveryCode, type Proof } from '../second-step/index.ts';
import { arrive, arriveWithForm, type Arrival, type FormArrival } from './arrival.tsx';
import { enterOffice } from './enter-office.ts';
import type { Member } from './member.ts';
import { countTry, openSignInOf, useSignIn } from './open-sign-in.ts';
import { forgetSignIn, keptSignIn } from './second-cookie.ts';
import { SecondStepPage, type SecondStepPageProps } from './second.page.tsx';
import { destination } from './sign-in.tsx';
import { noteTry, placeOf } from './tries.ts';

const RECOVERY: Limit = { name: 'staff-recovery', most: 10, seconds: 900 };

/** After a right password: a code from the app, or one of the codes that were kept for the day the app is gone. */
export function secondStepRoutes(app: Hono, services: Services): void {
  app.get(paths.office.signInSecond, (c) => ask(arrive(c, services), c.req.query('with') === 'recovery'));
  app.post(paths.office.signInSecond, async (c) => tryCode(await arriveWithForm(c, services)));
}

interface Open {
  readonly id: string;
  readonly next: string;
  readonly member: Member;
}

/** The sign-in this browser is in the middle of. */
async function openOf(arrival: Arrival): Promise<Open | null> {
  const kept = keptSignIn(arrival);
  const member = kept && (await openSignInOf(arrival.services, kept.id, arrival.browser));
  return kept && member ? { ...kept, member } : null;
}

async function ask(arrival: Arrival, recovery: boolean): Promise<Response> {
  const open = await openOf(arrival);
  return open === null ? over(arrival) : secondPage(arrival, open, { recovery });
}

async function secondPage(
  { services, page }: Arrival,
  { member, next }: Open,
  { recovery, problem }: Pick<SecondStepPageProps, 'recovery' | 'problem'>,
): Promise<Response> {
  const step = await services.db.inReadScope(gate(member.orgId), (tx) => secondStepOf(tx, member));
  return page(
    <SecondStepPage next={next} hasApp={step.on} recovery={recovery && step.on} problem={problem} />,
    problem === undefined ? 200 : 422,
  );
}

/** The time for it has run out, or it was never begun here. */
function over(arrival: Arrival): Response {
  const { c, services } = arrival;
  forgetSignIn(arrival);
  return redirectSaying(c, services, paths.office.signIn, { key: 'signin.second-over', tone: 'warn' });
}

async function tryCode(arrival: FormArrival): Promise<Response> {
  const { c, services, form } = arrival;
  const open = await openOf(arrival);
  if (open === null || !(await countTry(services, open.id))) return over(arrival);
  const recovery = form.has('recovery');
  const proof = recovery
    ? await proveRecovery(services, open.member, form.text('recovery'))
    : await proveTotp(services, open.member, { code: form.text('code') });
  const way = recovery ? 'recovery_code' : 'totp';
  if (proof !== 'right') {
    await services.db.inScope(gate(open.member.orgId), (tx) =>
      noteTry(tx, open.member, { way, outcome: proof, place: placeOf(c, services) }, services.now()),
    );
    return secondPage(arrival, open, { recovery, problem: recovery ? 'signin.recovery-wrong' : 'signin.second-wrong' });
  }
  if (!(await useSignIn(services, open.id))) return over(arrival);
  forgetSignIn(arrival);
  await enterOffice(c, services, open.member, way);
  return redirectSaying(c, services, destination(open.next));
}

/** Counted before it is looked for, like every try. */
async function proveRecovery(services: Services, member: Member, typed: string): Promise<Proof> {
  const allowed = await services.db.inScope(gate(member.orgId), (tx) =>
    withinLimit(tx, services.keys, {
      limit: RECOVERY,
      of: member.staffId,
      orgId: member.orgId,
      now: services.now(),
    }),
  );
  if (!allowed) return 'locked';
  return (await useRecoveryCode(services, member, typed)) ? 'right' : 'wrong';
}
