import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  ButtonForm,
  Chip,
  ErrorSummary,
  FieldRow,
  Form,
  FormGroup,
  formatNumber,
  Panel,
  TextArea,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { errorIn } from './errors.ts';
import { SettingsShell } from './frame.page.tsx';
import type { Shown } from './telling.ts';

export interface BillingPageProps {
  readonly frame: OfficeFrame;
  readonly shown: Shown;
  readonly problems: readonly FieldProblem[];
  readonly rates: readonly {
    readonly id: string;
    readonly name: string;
    readonly rate_bp: number;
    readonly is_default: boolean;
  }[];
  readonly mayBank: boolean;
}

export function BillingPage(props: BillingPageProps) {
  return (
    <SettingsShell frame={props.frame} page="billing">
      <ErrorSummary problems={props.problems} />
      <MoneyPanel {...props} />
      <TaxPanel {...props} />
      <NumbersPanel {...props} />
    </SettingsShell>
  );
}

function MoneyPanel(props: BillingPageProps) {
  const { t } = usePage();
  return (
    <Panel id="money" title={t('settings.money-title')}>
      <Form action={paths.office.settingsPage('billing')} keep="settings-billing">
        <BankFields {...props} />
        <InvoiceFields {...props} />
        <p>
          <Button kind="main">{t('settings.save-billing')}</Button>
        </p>
      </Form>
    </Panel>
  );
}

function BankFields({ shown, problems, mayBank }: BillingPageProps) {
  const { t } = usePage();
  const field = (name: string) => ({ name, value: shown[name], error: errorIn(problems, name), optional: true });
  return (
    <FormGroup title={t('settings.group-bank')} text={t('settings.group-bank-text')}>
      {mayBank ? (
        <>
          <TextField {...field('bank_holder')} label={t('settings.bank-holder')} maxLength={120} />
          <FieldRow>
            <TextField
              {...field('bank_account')}
              label={t('settings.bank-account')}
              spellcheck={false}
              maxLength={60}
            />
            <TextField {...field('bank_code')} label={t('settings.bank-code')} spellcheck={false} maxLength={40} />
          </FieldRow>
        </>
      ) : (
        <Banner>{t('settings.bank-owner')}</Banner>
      )}
    </FormGroup>
  );
}

function InvoiceFields({ shown, problems }: BillingPageProps) {
  const { t } = usePage();
  const field = (name: string) => ({ name, value: shown[name], error: errorIn(problems, name) });
  return (
    <FormGroup title={t('settings.group-invoices')}>
      <TextField
        {...field('payment_terms_days')}
        label={t('settings.terms-days')}
        hint={t('settings.terms-days-hint')}
        inputMode="numeric"
        short
        maxLength={3}
      />
      <TextField {...field('vat_id')} optional label={t('settings.vat-id')} spellcheck={false} maxLength={40} />
      <TextArea
        {...field('invoice_footer')}
        optional
        label={t('settings.footer')}
        hint={t('settings.footer-hint')}
        rows={3}
        most={1000}
      />
    </FormGroup>
  );
}

function TaxPanel({ shown, problems, rates }: BillingPageProps) {
  const { t, locale } = usePage();
  const part = (name: string) => paths.office.settingsPart('billing', name);
  const percent = (rate: { readonly rate_bp: number }) => `${formatNumber(rate.rate_bp / 100, locale)}%`;
  return (
    <Panel id="tax" title={t('settings.tax-title')}>
      <div class="stack">
        {rates.length === 0 && <p class="soft">{t('settings.tax-none')}</p>}
        <ul class="lines">
          {rates.map((rate) => (
            <li key={rate.id} class="row">
              <span class="grow">
                <b>{rate.name}</b> {!rate.name.includes(percent(rate)) && <span class="soft num">{percent(rate)}</span>}{' '}
                {rate.is_default && (
                  <Chip tone="good" icon="check">
                    {t('settings.tax-usual')}
                  </Chip>
                )}
              </span>
              {!rate.is_default && (
                <>
                  <ButtonForm action={part('default-tax-rate')} fields={{ id: rate.id }}>
                    <Button>
                      {t('settings.tax-make-usual')}
                      <span class="vh"> {rate.name}</span>
                    </Button>
                  </ButtonForm>
                  <ButtonForm action={part('tax-rate-archival')} fields={{ id: rate.id }}>
                    <Button kind="quiet">
                      {t('settings.tax-archive')}
                      <span class="vh"> {rate.name}</span>
                    </Button>
                  </ButtonForm>
                </>
              )}
            </li>
          ))}
        </ul>
        <Form action={part('tax-rates')} class="stack">
          <FieldRow>
            <TextField
              name="tax_name"
              label={t('settings.tax-name')}
              hint={t('settings.tax-name-hint')}
              value={shown['tax_name']}
              error={errorIn(problems, 'tax_name')}
              maxLength={60}
            />
            <TextField
              name="tax_rate"
              label={t('settings.tax-rate')}
              hint={t('settings.tax-rate-hint')}
              value={shown['tax_rate']}
              error={errorIn(problems, 'tax_rate')}
              inputMode="decimal"
              short
              maxLength={8}
            />
          </FieldRow>
          <div>
            <Button icon="plus">{t('settings.tax-add')}</Button>
          </div>
        </Form>
      </div>
    </Panel>
  );
}

function NumbersPanel({ shown, problems }: BillingPageProps) {
  const { t } = usePage();
  const field = (name: string) => ({
    name,
    value: shown[name],
    error: errorIn(problems, name),
    short: true,
    spellcheck: false,
  });
  return (
    <Panel id="numbers" title={t('settings.numbers-title')}>
      <Form action={paths.office.settingsPart('billing', 'numbers')} class="stack">
        <p class="soft">{t('settings.numbers-text')}</p>
        {(['customer', 'job', 'invoice'] as const).map((kind) => (
          <FieldRow key={kind}>
            <TextField
              {...field(`${kind}_prefix`)}
              optional
              label={t(`settings.numbers-${kind}-prefix`)}
              maxLength={12}
            />
            <TextField
              {...field(`${kind}_next`)}
              label={t(`settings.numbers-${kind}-next`)}
              inputMode="numeric"
              maxLength={13}
            />
          </FieldRow>
        ))}
        <div>
          <Button>{t('settings.save-numbers')}</Button>
        </div>
      </Form>
    </Panel>
  );
}
