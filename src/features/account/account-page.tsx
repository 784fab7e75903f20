import type { Problem } from '../../kernel/errors.ts';
import { deviceOf } from '../sessions/index.ts';
import type { OfficeVisit } from '../access/index.ts';
import { told } from '../settings/index.ts';
import { AccountPage } from './account.page.tsx';
import { accountOf } from './queries.ts';

/** The page, with what is wrong in one of its forms. */
export async function accountPage(
  visit: OfficeVisit,
  problems: readonly Problem[] = [],
  typedName?: string,
): Promise<Response> {
  const { actor, org, now } = visit;
  const account = await visit.read((tx) => accountOf(tx, actor, org, now));
  return visit.page(
    <AccountPage
      frame={visit.frame}
      manages={visit.may('manage')}
      account={account}
      typedName={typedName ?? account.member.name}
      ownSessionId={actor.sessionId}
      device={deviceOf(visit.c)}
      officeWantsStep={org.staff_second_step}
      problems={told(problems, visit.t)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
