import type { ContactActor } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import {
  Answer,
  Avatar,
  ButtonLink,
  Card,
  Day,
  Lines,
  PortalShell,
  Time,
  usePage,
  Words,
  type NavItem,
} from '../../ui/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { rightsInWords } from './access-fields.tsx';
import { colleagueName, type Colleague } from './colleague.ts';

export interface ListedColleague extends Colleague {
  readonly lastUse: Temporal.Instant | null;
}

/** Everybody at the customer: what each may do, and when they were last here. */
export function ColleaguesPage({
  org,
  places,
  actor,
  today,
  colleagues,
}: {
  org: OrgRow;
  places: readonly NavItem[];
  actor: ContactActor;
  today: Temporal.PlainDate;
  colleagues: readonly ListedColleague[];
}) {
  const { t } = usePage();
  return (
    <PortalShell title={t('colleagues.title')} places={places}>
      <Answer
        back={{ href: paths.portal.more(org.slug), label: t('access.place-more') }}
        title={t('colleagues.answer', { count: colleagues.length, customer: actor.customerName })}
        text={t('colleagues.text')}
      >
        <ButtonLink kind="main" icon="plus" href={paths.portal.newColleague(org.slug)}>
          {t('colleagues.invite')}
        </ButtonLink>
      </Answer>
      <Card flush>
        <Lines boxed>
          {colleagues.map((colleague) => (
            <li key={colleague.id}>
              <Person org={org} actor={actor} colleague={colleague} today={today} />
            </li>
          ))}
        </Lines>
      </Card>
    </PortalShell>
  );
}

function Person({
  org,
  actor,
  colleague,
  today,
}: {
  org: OrgRow;
  actor: ContactActor;
  colleague: ListedColleague;
  today: Temporal.PlainDate;
}) {
  const { t } = usePage();
  const name = colleagueName(colleague) ?? t('portal.details-nameless');
  const isSelf = colleague.id === actor.contactId;
  return (
    <a class="go" href={paths.portal.colleague(org.slug, colleague.id)}>
      <Avatar name={name} />
      <span class="grow">
        <b>{isSelf ? t('colleagues.you', { name }) : name}</b>
        {colleague.position !== null && <span class="mid soft block">{colleague.position}</span>}
        <span class="mid block">{rightsInWords(actor, org, colleague, t)}</span>
        <span class="mid soft block">
          <LastUse of={colleague} />
          <EndOfAccess of={colleague} today={today} />
        </span>
      </span>
    </a>
  );
}

/** When somebody was last here; whoever was invited and never came is *Invited*. */
export function LastUse({ of: { lastUse, invited_at: invitedAt } }: { of: ListedColleague }) {
  const { t } = usePage();
  if (lastUse !== null) return <Words of="colleagues.last-use" with={{ when: <Time at={lastUse} /> }} />;
  if (invitedAt !== null) return <Words of="colleagues.invited" with={{ when: <Time at={invitedAt} /> }} />;
  return <>{t('colleagues.never')}</>;
}

export function EndOfAccess({ of, today }: { of: Colleague; today: Temporal.PlainDate }) {
  const lastDay = of.access_ends_on;
  if (lastDay === null) return null;
  const over = Temporal.PlainDate.compare(lastDay, today) < 0;
  return (
    <>
      {' · '}
      <Words of={over ? 'rights.end-over' : 'rights.end-on'} with={{ day: <Day on={lastDay} /> }} />
    </>
  );
}
