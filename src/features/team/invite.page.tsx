import { paths } from '../../kernel/paths.ts';
import {
  BackLink,
  Button,
  Columns,
  ErrorSummary,
  Form,
  FormGroup,
  OfficeHead,
  OfficeShell,
  Savebar,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { errorIn } from '../settings/index.ts';
import { NAME_MOST, PUBLIC_NAME_MOST } from './member.ts';
import { RoleField } from './parts.page.tsx';

/** A place in the office for somebody new. */
export function InvitePage({
  frame,
  typed,
  problems,
}: {
  frame: OfficeFrame;
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}) {
  const { t } = usePage();
  const field = (name: string) => ({ name, value: typed[name], error: errorIn(problems, name) });
  return (
    <OfficeShell title={t('team.invite')} frame={frame}>
      <BackLink href={paths.office.team} label={t('settings.team-title')} />
      <OfficeHead title={t('team.invite')} />
      <ErrorSummary problems={problems} />
      <Columns kind="form">
        <Form action={paths.office.newMember}>
          <input type="hidden" name="key" value={typed['key']} />
          <FormGroup title={t('team.who')} text={t('team.who-text')}>
            <TextField {...field('name')} label={t('team.name')} maxLength={NAME_MOST} />
            <TextField
              {...field('email')}
              type="email"
              label={t('settings.email')}
              hint={t('team.email-hint')}
              spellcheck={false}
              maxLength={254}
            />
            <TextField
              {...field('public_name')}
              label={t('team.public')}
              hint={t('team.public-hint')}
              maxLength={PUBLIC_NAME_MOST}
              optional
            />
          </FormGroup>
          <FormGroup title={t('team.may')}>
            <RoleField value={typed['role'] ?? 'agent'} error={errorIn(problems, 'role')} />
          </FormGroup>
          <Savebar cancel={paths.office.team} text={t('team.invite-what')}>
            <Button kind="main" icon="send">
              {t('team.send')}
            </Button>
          </Savebar>
        </Form>
      </Columns>
    </OfficeShell>
  );
}
