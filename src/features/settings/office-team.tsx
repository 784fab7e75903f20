import { gate } from '../../kernel/actor.ts';
import { TooMany } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import type { officeDoor, OfficeFormVisit } from '../access/index.ts';
import { beginSession, deviceOf, giveCookie, OFFICE_COOKIE, withinLimit, type Limit } from '../access/index.ts';
import { PASSWORD_LEAST, PASSWORD_MOST, passwordRefusal, setPassword } from '../signin/index.ts';
import { ownRow, teamOf } from './queries.ts';
import { PasswordPage, TeamPage } from './team.page.tsx';
import { told } from './telling.ts';

const PASSWORD = paths.office.settingsPage('password');
/** Whoever sits down at an open office may not try out the password of its owner. */
const TRIES: Limit = { name: 'own-password', most: 10, seconds: 900 };

export function teamRoutes(door: ReturnType<typeof officeDoor>, services: Services): void {
  door.get(paths.office.settingsPage('team'), { right: 'manage' }, async (visit) =>
    visit.page(<TeamPage frame={visit.frame} team={await visit.read((tx) => teamOf(tx, visit.actor))} />),
  );
  door.get(PASSWORD, { right: 'read' }, (visit) =>
    visit.page(<PasswordPage frame={visit.frame} manages={visit.may('manage')} problems={[]} />),
  );
  door.post(PASSWORD, { right: 'read' }, (visit) => changeOwnPassword(visit, services));
}

/** Asks for the present password first; every session of the person ends and this browser gets a new one. */
async function changeOwnPassword(visit: OfficeFormVisit, services: Services): Promise<Response> {
  const { actor, org, form, now, t } = visit;
  const again = (field: string, key: string, values: Record<string, number> = {}) =>
    visit.page(
      <PasswordPage frame={visit.frame} manages={visit.may('manage')} problems={told([{ field, key, values }], t)} />,
      422,
    );
  const member = await visit.write(async (tx) => {
    const allowed = await withinLimit(tx, services.keys, { limit: TRIES, of: actor.staffId, orgId: actor.orgId, now });
    if (!allowed) return null;
    return ownRow(tx, actor);
  });
  if (member === null) throw new TooMany(TRIES.seconds);
  const isRight =
    member.password_hash !== null && (await services.hashing.verify(member.password_hash, form.text('current')));
  if (!isRight) return again('current', 'settings.password-wrong');
  const password = form.text('password');
  const refusal = passwordRefusal(password, [actor.name, member.email, org.name]);
  if (refusal !== null) return again('password', refusal, { least: PASSWORD_LEAST, most: PASSWORD_MOST });
  const hash = await services.hashing.hash(password);
  await visit.write((tx) => setPassword(tx, { orgId: actor.orgId, staffId: actor.staffId, hash, now }));
  const session = await services.db.inScope(gate(org.id), (tx) =>
    beginSession(
      tx,
      org,
      { kind: 'office', beganBy: 'password', staffId: actor.staffId },
      { now, device: deviceOf(visit.c) },
    ),
  );
  giveCookie(visit.c, services, OFFICE_COOKIE, session);
  return visit.redirect(PASSWORD, { key: 'settings.password-saved' });
}
