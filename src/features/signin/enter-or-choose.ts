import { gate } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import { redirectSaying } from '../access/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import type { Arrival } from './arrival.ts';
import { enterAs, type Way } from './enter.ts';
import type { Person } from './people.ts';
import { forgetRequest, keepRequest } from './request-cookie.ts';
import { peopleOfRequest, type SignInRequest } from './requests.ts';

/** After a proof: in, or first the question which customer it is. */
export async function enterOrChoose(
  visit: Arrival,
  request: SignInRequest,
  people: readonly Person[],
  way: Way,
  next: string,
): Promise<Response> {
  const [only, ...others] = people;
  if (only && others.length === 0) return enter(visit, request, only, way, next);
  keepRequest(visit, request.id, next);
  // The link may have been opened in another browser than the one that asked: the choice belongs to this one.
  return redirectSaying(visit.c, visit.services, paths.portal.signInChoice(visit.org.slug));
}

export async function enter(
  { c, services, org }: Arrival,
  request: SignInRequest,
  person: Person,
  way: Way,
  next: string,
): Promise<Response> {
  const entered = await enterAs(c, services, { org, person, request, way });
  forgetRequest({ c, services, org });
  return redirectSaying(c, services, entered ? destination(org, next) : paths.portal.signIn(org.slug));
}

/** The people a proved request may become. */
export function peopleOf({ services, org }: Arrival, request: SignInRequest): Promise<readonly Person[]> {
  return services.db.inReadScope(gate(org.id), (tx) => peopleOfRequest(tx, org, request, services.now()));
}

/** How somebody came who stands before a proved request. */
export function wayOf({ purpose }: SignInRequest): Way {
  if (purpose === 'password') return 'password';
  return purpose === 'sign_in' ? 'code' : 'pin';
}

/** Where somebody wanted to go, when that is on this portal; else its home. */
export function destination(org: OrgRow, next: string): string {
  const home = paths.portal.home(org.slug);
  return next.startsWith(`${home}/`) ? next : home;
}
