import { paths } from '../../kernel/paths.ts';
import {
  BackLink,
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  Columns,
  ErrorSummary,
  Form,
  OfficeHead,
  OfficeShell,
  Panel,
  Stack,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { NewPasskeyForm } from '../passkeys/index.ts';
import { errorIn } from '../settings/index.ts';
import type { QrDrawing } from './qr.ts';

const STEP = paths.office.accountPart('second-step');

/** Setting the second step up: with an app, or with a passkey, which is two steps in one. */
export function SetUpPage({
  frame,
  wanted,
  setUp,
  device,
  problems,
}: {
  frame: OfficeFrame;
  /** The office asks everybody for it. */
  wanted: boolean;
  /** Null until it is begun. */
  setUp: { readonly secret: string; readonly qr: QrDrawing } | null;
  device: string;
  problems: readonly FieldProblem[];
}) {
  const { t } = usePage();
  return (
    <OfficeShell title={t('account.set-up-title')} frame={frame}>
      <BackLink href={paths.office.account} label={t('account.title')} />
      <OfficeHead title={t('account.set-up-title')} />
      <ErrorSummary problems={problems} />
      <Columns kind="form">
        <Stack gap={24}>
          {wanted && <Banner>{t('account.set-up-wanted')}</Banner>}
          <Panel id="app" title={t('account.app-title')}>
            {setUp === null ? <Begin /> : <Scan {...setUp} problems={problems} />}
          </Panel>
          {setUp === null && (
            <Panel id="passkey" title={t('account.passkey-instead')}>
              <div class="stack">
                <p>{t('account.new-passkey-text')}</p>
                <NewPasskeyForm
                  add={paths.office.accountPart('passkeys')}
                  options={`${paths.office.accountPart('passkeys')}/options`}
                  fields={{ setting_up: 'yes' }}
                  suggestedName={device}
                  problem={errorIn(problems, 'passkey_name')}
                />
              </div>
            </Panel>
          )}
        </Stack>
      </Columns>
    </OfficeShell>
  );
}

function Begin() {
  const { t } = usePage();
  return (
    <div class="stack">
      <p>{t('account.app-text')}</p>
      <ButtonForm action={STEP}>
        <Button kind="main">{t('account.app-begin')}</Button>
      </ButtonForm>
    </div>
  );
}

function Scan({ secret, qr, problems }: { secret: string; qr: QrDrawing; problems: readonly FieldProblem[] }) {
  const { t } = usePage();
  return (
    <div class="stack">
      <p>{t('account.scan-text')}</p>
      <QrCode qr={qr} label={t('account.qr-label')} />
      <p>
        {t('account.by-hand')}
        <br />
        <b class="num">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</b>
      </p>
      <Form action={`${STEP}/confirmation`} class="stack">
        <TextField
          name="code"
          label={t('account.first-code')}
          hint={t('account.first-code-hint')}
          error={errorIn(problems, 'code')}
          pin
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={12}
        />
        <div>
          <Button kind="main">{t('account.switch-on')}</Button>
        </div>
      </Form>
    </div>
  );
}

/** Dark on white in both schemes: cameras read nothing else reliably. Four squares of quiet around it (ISO 18004). */
function QrCode({ qr, label }: { qr: QrDrawing; label: string }) {
  const side = qr.size + 8;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`-4 -4 ${side} ${side}`} width={220} height={220}>
      <rect x={-4} y={-4} width={side} height={side} fill="white" />
      <path d={qr.path} fill="black" shape-rendering="crispEdges" />
    </svg>
  );
}

/** The recovery codes, the only time they can be read. */
export function RecoveryCodesPage({
  frame,
  codes,
  isNew,
}: {
  frame: OfficeFrame;
  codes: readonly string[];
  /** The second step has just been switched on. */
  isNew: boolean;
}) {
  const { t, org } = usePage();
  return (
    <OfficeShell title={t('account.codes-title')} frame={frame}>
      <OfficeHead title={t('account.codes-title')} />
      <Columns kind="form">
        <Stack gap={24}>
          {isNew && <Banner tone="good">{t('account.said-step-on')}</Banner>}
          <Panel id="codes" title={t('account.codes-for', { org: org?.name ?? '' })}>
            <div class="stack">
              <p>{t('account.codes-text')}</p>
              <ol class="codes num">
                {codes.map((code) => (
                  <li key={code}>{code}</li>
                ))}
              </ol>
              <p class="soft small">{t('account.codes-once')}</p>
            </div>
          </Panel>
          <p class="noprint">
            <ButtonLink kind="main" href={paths.office.account}>
              {t('account.codes-kept')}
            </ButtonLink>
          </p>
        </Stack>
      </Columns>
    </OfficeShell>
  );
}
