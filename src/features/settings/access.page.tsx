import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  ButtonForm,
  Choice,
  ErrorSummary,
  FieldRow,
  Form,
  FormGroup,
  Panel,
  TextArea,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { STEP_UPS } from '../fresh-proof/index.ts';
import { ChoiceFields } from '../permissions/index.ts';
import { OlderJobsForm } from '../rights/index.ts';
import { errorIn } from './errors.ts';
import { SettingsShell } from './frame.page.tsx';
import { PortalChip } from './settings.page.tsx';
import type { Shown } from './telling.ts';

export interface AccessPageProps {
  readonly frame: OfficeFrame;
  readonly org: { readonly isOpen: boolean; readonly permissions: unknown; readonly olderJobs: number | null };
  readonly mayOpen: boolean;
  readonly shown: Shown;
  readonly pinNeedsCode: boolean;
  readonly passwordsOn: boolean;
  /** What customers confirm with a fresh PIN. */
  readonly stepUpAsks: readonly string[];
  readonly problems: readonly FieldProblem[];
  /** Where customers sign in. */
  readonly address: string;
}

export function AccessPage(props: AccessPageProps) {
  const { t } = usePage();
  const { frame, org, shown, problems } = props;
  return (
    <SettingsShell frame={frame} page="access">
      <ErrorSummary problems={problems} />
      <DoorPanel {...props} />
      <Panel id="permissions" title={t('settings.permissions-title')}>
        <Form action={paths.office.settingsPart('access', 'permissions')} keep="settings-permissions" class="stack">
          <p class="soft">{t('settings.permissions-text')}</p>
          <ChoiceFields layer="org" layers={{ org: org.permissions }} typed={shown} />
          <p>
            <Button>{t('rights.preview')}</Button>
          </p>
        </Form>
      </Panel>
      <Panel id="older-jobs" title={t('rights.older-title')}>
        <OlderJobsForm
          action={paths.office.settingsPart('access', 'older-jobs')}
          months={org.olderJobs}
          typed={shown['months']}
          error={errorIn(problems, 'months')}
        />
      </Panel>
      <Panel id="security" title={t('settings.security-title')}>
        <SecurityForm {...props} />
      </Panel>
    </SettingsShell>
  );
}

/** The one switch without which nobody gets in. */
function DoorPanel({ org, mayOpen, address }: AccessPageProps) {
  const { t } = usePage();
  const action = paths.office.settingsPart('access', org.isOpen ? 'closing' : 'opening');
  return (
    <Panel id="door" title={t('settings.door-title')} chips={<PortalChip isOpen={org.isOpen} />}>
      <div class="stack">
        <p>{org.isOpen ? t('settings.door-open', { address }) : t('settings.door-closed')}</p>
        {mayOpen ? (
          <ButtonForm action={action}>
            <Button kind={org.isOpen ? 'danger' : 'main'} describedBy="door-what">
              {t(org.isOpen ? 'settings.close-portal' : 'settings.open-portal')}
            </Button>
          </ButtonForm>
        ) : (
          <Banner>{t('settings.door-owner')}</Banner>
        )}
        <p class="soft small" id="door-what">
          {t(org.isOpen ? 'settings.close-what' : 'settings.open-what')}
        </p>
      </div>
    </Panel>
  );
}

function SecurityForm({ shown, problems, pinNeedsCode, passwordsOn, stepUpAsks }: AccessPageProps) {
  const { t } = usePage();
  const number = (name: string) => ({
    name,
    value: shown[name],
    error: errorIn(problems, name),
    inputMode: 'numeric' as const,
    short: true,
    maxLength: 5,
  });
  return (
    <Form action={paths.office.settingsPart('access', 'security')} keep="settings-security">
      <FormGroup title={t('settings.links-title')} text={t('settings.links-text')}>
        <FieldRow>
          <TextField {...number('contact_link_months')} label={t('settings.contact-link')} />
          <TextField {...number('customer_link_days')} label={t('settings.customer-link')} />
        </FieldRow>
        <FieldRow>
          <TextField {...number('job_link_days')} label={t('settings.job-link')} />
          <TextField {...number('invoice_link_days')} label={t('settings.invoice-link')} />
        </FieldRow>
      </FormGroup>
      <FormGroup title={t('settings.sessions-title')} text={t('settings.sessions-text')}>
        <FieldRow>
          <TextField {...number('session_idle_minutes')} label={t('settings.session-idle')} />
          <TextField {...number('session_hours')} label={t('settings.session-hours')} />
        </FieldRow>
        <FieldRow>
          <TextField {...number('staff_idle_minutes')} label={t('settings.staff-idle')} />
          <TextField {...number('staff_session_hours')} label={t('settings.staff-hours')} />
        </FieldRow>
      </FormGroup>
      <StepUpGroup asks={stepUpAsks} />
      <FormGroup title={t('settings.proof-title')}>
        <Choice
          name="pin_needs_code"
          label={t('settings.pin-code')}
          hint={t('settings.pin-code-hint')}
          checked={pinNeedsCode}
        />
        <Choice
          name="passwords_on"
          label={t('settings.passwords-on')}
          hint={t('settings.passwords-on-hint')}
          checked={passwordsOn}
        />
        <TextArea
          name="sms_countries"
          label={t('settings.sms-countries')}
          hint={t('settings.sms-countries-hint')}
          value={shown['sms_countries']}
          error={errorIn(problems, 'sms_countries')}
          rows={2}
          optional
        />
      </FormGroup>
      <p>
        <Button>{t('settings.save-access')}</Button>
      </p>
    </Form>
  );
}

function StepUpGroup({ asks }: { asks: readonly string[] }) {
  const { t } = usePage();
  return (
    <FormGroup title={t('settings.step-up-title')} text={t('settings.step-up-text')}>
      {/* Without it, a form that doesn't list them would take all of them off. */}
      <input type="hidden" name="step_up_listed" value="yes" />
      {STEP_UPS.map((action) => (
        <Choice
          key={action}
          name="step_up_asks"
          value={action}
          label={t(`settings.step-up-${action}`)}
          checked={asks.includes(action)}
        />
      ))}
    </FormGroup>
  );
}
