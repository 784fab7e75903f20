import { paths } from '../../kernel/paths.ts';
import {
  BackLink,
  Card,
  Columns,
  OfficeHead,
  OfficeShell,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { NewPasskeyForm } from '../passkeys/index.ts';
import { errorIn } from '../settings/index.ts';

/** One more passkey: its name, and the press that has the device make it. */
export function NewPasskeyPage({
  frame,
  device,
  problems,
}: {
  frame: OfficeFrame;
  device: string;
  problems: readonly FieldProblem[];
}) {
  const { t } = usePage();
  const { account, accountPart } = paths.office;
  return (
    <OfficeShell title={t('account.new-passkey-title')} frame={frame}>
      <BackLink href={account} label={t('account.title')} />
      <OfficeHead title={t('account.new-passkey-title')} />
      <Columns kind="form">
        <Card>
          <div class="stack">
            <p>{t('account.new-passkey-text')}</p>
            <NewPasskeyForm
              add={accountPart('passkeys')}
              options={`${accountPart('passkeys')}/options`}
              suggestedName={device}
              problem={errorIn(problems, 'passkey_name')}
            />
          </div>
        </Card>
      </Columns>
    </OfficeShell>
  );
}
