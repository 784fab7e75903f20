import { TooMany, type Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { deviceOf } from '../sessions/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import type { officeDoor, OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import { askToRegister, passkeySite, registerPasskey, removePasskey, renamePasskey } from '../passkeys/index.ts';
import { tellStaffTask } from '../staff-signin/index.ts';
import { told } from '../settings/index.ts';
import { NewPasskeyPage } from './passkeys.page.tsx';
import { ownRow } from './queries.ts';
import { setUpPage, stepIsSetUp } from './second-step.tsx';

const QUESTIONS: Limit = { name: 'staff-passkey-new', most: 30, seconds: 900 };

/** One's own passkeys: made, named and removed. Making one is also a way to set up what the office asks for. */
export function passkeyRoutes(door: ReturnType<typeof officeDoor>): void {
  const { office } = paths;
  const making = { right: 'read', settingUp: true } as const;
  door.get('/office/account/passkeys/new', { right: 'read', fresh: true }, (visit) => newPasskeyPage(visit));
  door.post(`${office.accountPart('passkeys')}/options`, { ...making, fresh: true }, question);
  door.post(office.accountPart('passkeys'), making, add);
  door.post('/office/account/passkeys/:id/name', { right: 'read' }, async (visit) => {
    await visit.write((tx) => renamePasskey(tx, visit.actor, visit.c.req.param('id') ?? '', visit.form.text('name')));
    return visit.redirect(office.account, { key: 'passkeys.said-renamed' });
  });
  door.post('/office/account/passkeys/:id/removal', { right: 'read', fresh: true }, async (visit) => {
    await visit.write((tx) => removePasskey(tx, visit.actor, visit.c.req.param('id') ?? '', visit.now));
    return visit.redirect(office.account, { key: 'passkeys.said-removed' });
  });
}

function newPasskeyPage(visit: OfficeVisit, problems: readonly Problem[] = []): Response {
  return visit.page(
    <NewPasskeyPage frame={visit.frame} device={deviceOf(visit.c)} problems={told(problems, visit.t)} />,
    problems.length > 0 ? 422 : 200,
  );
}

async function question(visit: OfficeFormVisit): Promise<Response> {
  const { actor, org, now, services } = visit;
  const member = await visit.write(async (tx) => {
    const allowed = await withinLimit(tx, services.keys, {
      limit: QUESTIONS,
      of: actor.staffId,
      orgId: actor.orgId,
      now,
    });
    return allowed ? ownRow(tx, actor) : null;
  });
  if (member === null) throw new TooMany(QUESTIONS.seconds);
  const site = passkeySite(services.officeUrl, 'office');
  const label = { account: member.email, name: member.name };
  return visit.c.json(await askToRegister(services, actor, { site, org, label }));
}

async function add(visit: OfficeFormVisit): Promise<Response> {
  const { actor, form, now, services } = visit;
  const site = passkeySite(services.officeUrl, 'office');
  const asked = { site, typed: form.text('passkey'), name: form.text('passkey_name') };
  const refusal = await registerPasskey(services, actor, asked);
  const wasSettingUp = form.has('setting_up');
  if (refusal !== null) {
    const problems = [{ field: 'passkey_name', key: refusal }];
    return wasSettingUp ? setUpPage(visit, problems) : newPasskeyPage(visit, problems);
  }
  await visit.write(async (tx) => {
    await stepIsSetUp(tx, actor);
    const facts = { org_id: actor.orgId, staff_id: actor.staffId, device: deviceOf(visit.c), at: now.toString() };
    await addTask(tx, tellStaffTask, { ...facts, what: 'passkey_added' });
  });
  return visit.redirect(wasSettingUp ? paths.office.home : paths.office.account, { key: 'passkeys.said-added' });
}
