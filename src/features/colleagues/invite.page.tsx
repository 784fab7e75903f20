import type { ContactActor } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import { FORM_KEY } from '../../platform/http/index.ts';
import {
  Answer,
  Button,
  ErrorSummary,
  Form,
  FormGroup,
  PortalShell,
  problemOf,
  TextField,
  todayOn,
  usePage,
  type FieldProblem,
  type NavItem,
} from '../../ui/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { AccessFields, type OwnSite } from './access-fields.tsx';

export interface InvitePageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  readonly actor: ContactActor;
  readonly sites: readonly OwnSite[];
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
}

/** Who is to come in, and what they may do. */
export function InvitePage({ org, places, actor, sites, values, problems }: InvitePageProps) {
  const page = usePage();
  const { t } = page;
  const text = (name: string) => ({ name, value: values[name] ?? '', error: problemOf(problems, name) });
  return (
    <PortalShell title={t('colleagues.invite')} places={places} layout="one">
      <ErrorSummary problems={problems} />
      <Answer
        back={{ href: paths.portal.colleagues(org.slug), label: t('colleagues.title') }}
        title={t('colleagues.invite')}
        text={t('colleagues.invite-text', { org: org.name })}
      />
      <Form action={paths.portal.colleagues(org.slug)} class="stack g24">
        <input type="hidden" name={FORM_KEY} value={values[FORM_KEY] ?? ''} />
        <FormGroup title={t('colleagues.group-person')}>
          <TextField {...text('first_name')} label={t('contacts.first-name')} autocomplete="off" maxLength={100} />
          <TextField {...text('last_name')} label={t('contacts.last-name')} autocomplete="off" maxLength={100} />
          <TextField {...text('position')} label={t('contacts.position')} autocomplete="off" maxLength={100} optional />
          <TextField
            {...text('email')}
            label={t('contacts.email')}
            hint={t('colleagues.email-hint')}
            type="email"
            autocomplete="off"
            spellcheck={false}
          />
          <TextField {...text('phone')} label={t('contacts.phone')} type="tel" autocomplete="off" optional />
        </FormGroup>
        <FormGroup title={t('colleagues.group-rights')} text={t('colleagues.group-rights-text')}>
          <AccessFields
            actor={actor}
            org={org}
            sites={sites}
            values={values}
            problems={problems}
            today={todayOn(page)}
          />
        </FormGroup>
        <div>
          <Button kind="main">{t('colleagues.send-invitation')}</Button>
        </div>
      </Form>
    </PortalShell>
  );
}
