import type { ContactActor } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import {
  Answer,
  Banner,
  Button,
  ButtonForm,
  ErrorSummary,
  Facts,
  Form,
  PortalShell,
  Section,
  usePage,
  type FieldProblem,
  type NavItem,
} from '../../ui/index.ts';
import { isWordKey } from '../../words/index.ts';
import { shownPhone } from '../access/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { AccessFields, RightsList, rightsInWords, type OwnSite } from './access-fields.tsx';
import { colleagueName, GIVEN, rightsOf } from './colleague.ts';
import { EndOfAccess, LastUse, type ListedColleague } from './colleagues.page.tsx';
import { choiceName } from './read-colleague.ts';

export interface ColleaguePageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  readonly actor: ContactActor;
  readonly colleague: ListedColleague;
  /** Why the visitor may not change this person's access, or null. */
  readonly refusal: string | null;
  readonly mayWrite: boolean;
  readonly sites: readonly OwnSite[];
  readonly today: Temporal.PlainDate;
  readonly typed?: Readonly<Record<string, string>> | undefined;
  readonly problems: readonly FieldProblem[];
}

/** One colleague: how they are reached, what they may do, and, for those who were invited, the ways to change it. */
export function ColleaguePage(props: ColleaguePageProps) {
  const { t } = usePage();
  const { org, places, actor, colleague, refusal, mayWrite, today, problems } = props;
  const name = colleagueName(colleague) ?? t('portal.details-nameless');
  const comesIn = rightsOf(actor, colleague.permissions).portal === 'yes';
  return (
    <PortalShell title={name} places={places} layout="one">
      <ErrorSummary problems={problems} />
      <Answer
        back={{ href: paths.portal.colleagues(org.slug), label: t('colleagues.title') }}
        title={name}
        text={
          <>
            {rightsInWords(actor, org, colleague, t)}. <LastUse of={colleague} />
            <EndOfAccess of={colleague} today={today} />
          </>
        }
      />
      <Facts
        of={[
          { label: t('contacts.position'), value: colleague.position ?? t('contacts.none') },
          { label: t('contacts.email'), value: colleague.email ?? t('contacts.none') },
          {
            label: t('contacts.phone'),
            value: colleague.phone === null ? t('contacts.none') : shownPhone(colleague.phone, org.country),
            num: true,
          },
        ]}
      />
      {refusal !== null ? (
        <Section id="rights" title={t('colleagues.may')}>
          <div class="stack">
            {isWordKey(refusal) && <Banner>{t(refusal)}</Banner>}
            <RightsList actor={actor} org={org} colleague={colleague} />
          </div>
        </Section>
      ) : (
        mayWrite && (
          <>
            {comesIn && <RightsForm {...props} />}
            <Ways {...props} comesIn={comesIn} name={name} />
          </>
        )
      )}
    </PortalShell>
  );
}

function RightsForm({ org, actor, colleague, sites, today, typed, problems }: ColleaguePageProps) {
  const { t } = usePage();
  const rights = rightsOf(actor, colleague.permissions);
  const stored = Object.fromEntries(GIVEN.map((area) => [choiceName(area), rights[area]]));
  return (
    <Section id="rights" title={t('colleagues.may')}>
      <Form action={paths.portal.colleaguePart(org.slug, colleague.id, 'rights')} class="stack">
        <p class="soft">{t('colleagues.group-rights-text')}</p>
        <AccessFields
          actor={actor}
          org={org}
          sites={sites}
          values={typed ?? { ...stored, access_ends_on: colleague.access_ends_on?.toString() ?? '' }}
          problems={problems}
          today={today}
        />
        <div>
          <Button kind="main">{t('colleagues.save')}</Button>
        </div>
      </Form>
    </Section>
  );
}

/** Sending the invitation again, taking access away, giving it back. */
function Ways({ org, colleague, comesIn, name }: ColleaguePageProps & { comesIn: boolean; name: string }) {
  const { t } = usePage();
  const part = (word: string) => paths.portal.colleaguePart(org.slug, colleague.id, word);
  if (!comesIn) {
    return (
      <Section id="return" title={t('colleagues.no-access')}>
        <div class="stack">
          <p class="soft">{t('colleagues.return-text', { name })}</p>
          <ButtonForm action={part('return')}>
            <Button kind="main">{t('colleagues.return')}</Button>
          </ButtonForm>
        </div>
      </Section>
    );
  }
  return (
    <Section id="ways" title={t('colleagues.access')}>
      <div class="stack">
        <p class="soft">{t('colleagues.ways-text', { name })}</p>
        <div class="row g8">
          <ButtonForm action={part('invitation')}>
            <Button icon="send">{t('colleagues.again')}</Button>
          </ButtonForm>
          <ButtonForm action={part('withdrawal')}>
            <Button kind="danger" icon="ban">
              {t('colleagues.take')}
            </Button>
          </ButtonForm>
        </div>
      </div>
    </Section>
  );
}
