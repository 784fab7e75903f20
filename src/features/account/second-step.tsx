import type { StaffActor } from '../../kernel/actor.ts';
import { Refused, type Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { deviceOf } from '../sessions/index.ts';
import type { officeDoor, OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import { passkeysOf } from '../passkeys/index.ts';
import {
  beginSecondStep,
  confirmSecondStep,
  proveTotp,
  removeSecondStep,
  renewRecoveryCodes,
  secondStepOf,
  secretBeingSetUp,
  totpAddress,
} from '../second-step/index.ts';
import { told } from '../settings/index.ts';
import { tellStaffTask } from '../staff-signin/index.ts';
import { drawQr } from './qr.ts';
import { ownRow } from './queries.ts';
import { RecoveryCodesPage, SetUpPage } from './second-step.page.tsx';

const STEP = paths.office.accountPart('second-step');

/** One's own second step: set up with an app, switched off, its recovery codes made anew. */
export function ownSecondStepRoutes(door: ReturnType<typeof officeDoor>): void {
  const settingUp = { right: 'read', settingUp: true } as const;
  door.get(STEP, { ...settingUp, fresh: true }, (visit) => setUpPage(visit));
  door.post(STEP, { ...settingUp, fresh: true }, async (visit) => {
    await visit.write((tx) => beginSecondStep(tx, visit.actor, visit.services.keys, visit.now));
    return visit.redirect(STEP);
  });
  door.post(`${STEP}/confirmation`, settingUp, confirm);
  door.post(`${STEP}/removal`, { right: 'read', fresh: true }, switchOff);
  door.post(paths.office.accountPart('recovery-codes'), { right: 'read', fresh: true }, async (visit) => {
    const { actor, services, now } = visit;
    const codes = await visit.write((tx) => renewRecoveryCodes(tx, actor, services.keys, now));
    return visit.page(<RecoveryCodesPage frame={visit.frame} codes={codes} isNew={false} />);
  });
}

/** The step the office asked for is there: the member's sessions lead everywhere again. */
export async function stepIsSetUp(tx: Tx, actor: StaffActor): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ second_step_due: false })
    .where('org_id', '=', actor.orgId)
    .where('staff_id', '=', actor.staffId)
    .where('second_step_due', '=', true)
    .execute();
}

export async function setUpPage(visit: OfficeVisit, problems: readonly Problem[] = []): Promise<Response> {
  const { actor, org, services } = visit;
  const { member, step, secret } = await visit.read(async (tx) => ({
    member: await ownRow(tx, actor),
    step: await secondStepOf(tx, actor),
    secret: await secretBeingSetUp(tx, actor, services.keys),
  }));
  if (step.on) return visit.redirect(paths.office.account);
  const setUp =
    secret === null
      ? null
      : { secret, qr: await drawQr(await totpAddress(secret, { org: org.name, account: member.email })) };
  return visit.page(
    <SetUpPage
      frame={visit.frame}
      wanted={org.staff_second_step}
      setUp={setUp}
      device={deviceOf(visit.c)}
      problems={told(problems, visit.t)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

async function confirm(visit: OfficeFormVisit): Promise<Response> {
  const { actor, services, now, form } = visit;
  const proof = await proveTotp(services, actor, { code: form.text('code'), confirmed: false });
  if (proof !== 'right') {
    const { on } = await visit.read((tx) => secondStepOf(tx, actor));
    if (on) return visit.redirect(paths.office.account);
    return setUpPage(visit, [{ field: 'code', key: `account.code-${proof}` }]);
  }
  const codes = await visit.write(async (tx) => {
    const made = await confirmSecondStep(tx, actor, services.keys, now);
    await stepIsSetUp(tx, actor);
    await tell(tx, visit, 'second_step_on');
    return made;
  });
  return visit.page(<RecoveryCodesPage frame={visit.frame} codes={codes} isNew />);
}

async function switchOff(visit: OfficeFormVisit): Promise<Response> {
  const { actor, org, now } = visit;
  await visit.write(async (tx) => {
    const passkeys = await passkeysOf(tx, actor);
    if (org.staff_second_step && passkeys.length === 0) throw new Refused('account.second-step-wanted');
    if (await removeSecondStep(tx, actor, actor.staffId, now)) await tell(tx, visit, 'second_step_off');
  });
  return visit.redirect(paths.office.account, { key: 'account.said-step-off', tone: 'warn' });
}

async function tell(tx: Tx, { actor, c, now }: OfficeVisit, what: 'second_step_on' | 'second_step_off') {
  const facts = { org_id: actor.orgId, staff_id: actor.staffId, device: deviceOf(c), at: now.toString() };
  await addTask(tx, tellStaffTask, { ...facts, what });
}
