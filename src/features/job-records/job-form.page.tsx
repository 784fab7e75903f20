import { paths } from '../../kernel/paths.ts';
import {
  Button,
  Columns,
  DateField,
  ErrorSummary,
  Facts,
  FieldRow,
  Form,
  FormGroup,
  MoneyField,
  OfficeHead,
  OfficeShell,
  Panel,
  problemOf,
  Savebar,
  SelectField,
  TextArea,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
  type WordKey,
} from '../../ui/index.ts';
import type { JobOptions, JobValues } from './job-form.ts';

export interface JobFormProps {
  readonly frame: OfficeFrame;
  /** Null makes a new job. */
  readonly number: string | null;
  readonly customer: { readonly name: string; readonly number: string };
  readonly options: JobOptions;
  readonly values: JobValues;
  readonly problems: readonly FieldProblem[];
  readonly currency: string;
  /** The zone of the times. */
  readonly zone: string;
}

export function JobFormPage(props: JobFormProps) {
  const { t } = usePage();
  const { frame, number, customer, values, problems } = props;
  const title = number === null ? t('jobs.new') : t('jobs.edit-title', { number });
  const action = number === null ? paths.office.jobs : paths.office.job(number);
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead
        title={title}
        meta={<span class="soft small">{t('jobs.for-customer', { customer: customer.name })}</span>}
      />
      <Columns kind="form">
        <Form action={action} keep={number === null ? `job-new-${customer.number}` : `job-${number}`}>
          <ErrorSummary problems={problems} />
          <input type="hidden" name="customer" value={customer.number} />
          {number === null && <input type="hidden" name="key" value={values['key']} />}
          <What {...props} />
          <When {...props} />
          <Affected {...props} />
          <OfficeOnly {...props} />
          <Savebar
            kept
            text={t('jobs.save-text')}
            cancel={number === null ? paths.office.jobs : paths.office.job(number)}
          >
            <Button kind="main">{t(number === null ? 'jobs.save-new' : 'jobs.save')}</Button>
          </Savebar>
        </Form>
        <CustomerPanel {...props} />
      </Columns>
    </OfficeShell>
  );
}

/** The props every plain field of this form shares. */
function useField({ values, problems }: JobFormProps) {
  const { t } = usePage();
  return (name: string, label: WordKey) => ({
    name,
    label: t(label),
    value: values[name],
    error: problemOf(problems, name),
  });
}

function What(props: JobFormProps) {
  const { t } = usePage();
  const field = useField(props);
  return (
    <FormGroup title={t('jobs.group-what')}>
      <TextField {...field('title', 'jobs.field-title')} hint={t('jobs.field-title-hint')} maxLength={200} />
      <TextArea
        {...field('description', 'jobs.field-description')}
        hint={t('jobs.field-description-hint')}
        rows={4}
        optional
      />
      <FieldRow>
        <MoneyField {...field('price', 'jobs.field-price')} currency={props.currency} optional />
        <TextField {...field('customer_reference', 'jobs.field-customer_reference')} maxLength={100} optional />
      </FieldRow>
      <FieldRow>
        <TextField {...field('repeats', 'jobs.field-repeats')} hint={t('jobs.field-repeats-hint')} optional />
        <DateField {...field('next_due_on', 'jobs.field-next_due_on')} optional />
      </FieldRow>
    </FormGroup>
  );
}

function When(props: JobFormProps) {
  const { t } = usePage();
  const { options, zone } = props;
  const field = useField(props);
  const sites = options.sites.map((site) => ({
    value: site.id,
    label: [site.name, site.line1 === site.name ? null : site.line1, site.postcode].filter(Boolean).join(', '),
  }));
  const zoned = options.sites.some((site) => site.time_zone !== null && site.time_zone !== zone);
  return (
    <FormGroup title={t('jobs.group-when')} text={t(zoned ? 'jobs.window-zone-org' : 'jobs.window-zone', { zone })}>
      <SelectField
        {...field('site', 'jobs.field-site')}
        options={[{ value: '', label: t('jobs.field-site-none') }, ...sites]}
      />
      <FieldRow>
        <DateField {...field('day', 'jobs.field-day')} optional />
        <TextField {...field('from', 'jobs.field-from')} hint={t('jobs.field-times-hint')} inputMode="text" short />
        <TextField {...field('to', 'jobs.field-to')} hint={t('jobs.field-times-hint')} inputMode="text" short />
      </FieldRow>
      <SelectField
        {...field('engineer', 'jobs.field-engineer')}
        options={[
          { value: '', label: t('jobs.field-engineer-none') },
          ...options.team.map((one) => ({ value: one.id, label: one.name })),
        ]}
      />
    </FormGroup>
  );
}

function Affected(props: JobFormProps) {
  const { t } = usePage();
  const field = useField(props);
  const contacts = props.options.contacts.map((one) => ({
    value: one.id,
    label: [one.first_name, one.last_name].filter(Boolean).join(' ') || (one.email ?? one.phone ?? one.id),
  }));
  return (
    <FormGroup title={t('jobs.group-affected')} text={t('jobs.group-affected-text')}>
      <SelectField
        {...field('main_contact', 'jobs.field-main_contact')}
        hint={t('jobs.field-main_contact-hint')}
        options={[{ value: '', label: t('jobs.field-main_contact-none') }, ...contacts]}
      />
      <FieldRow>
        <TextField {...field('affected_first_name', 'jobs.field-affected_first_name')} maxLength={100} />
        <TextField {...field('affected_last_name', 'jobs.field-affected_last_name')} maxLength={100} />
      </FieldRow>
      <FieldRow>
        <TextField {...field('affected_email', 'jobs.field-affected_email')} type="email" />
        <TextField {...field('affected_phone', 'jobs.field-affected_phone')} type="tel" />
      </FieldRow>
    </FormGroup>
  );
}

function OfficeOnly(props: JobFormProps) {
  const { t } = usePage();
  const field = useField(props);
  return (
    <FormGroup title={t('jobs.group-office')}>
      <TextArea
        {...field('internal_notes', 'jobs.field-internal_notes')}
        hint={t('jobs.field-internal_notes-hint')}
        rows={3}
        optional
      />
    </FormGroup>
  );
}

function CustomerPanel({ customer, number }: JobFormProps) {
  const { t } = usePage();
  return (
    <Panel
      id="customer"
      title={customer.name}
      aside={
        number === null ? (
          <a href={paths.office.newJob}>{t('picking.change')}</a>
        ) : (
          <a href={paths.office.customer(customer.number)}>{t('jobs.customer-open')}</a>
        )
      }
    >
      <Facts of={[{ label: t('jobs.customer-number'), value: customer.number, num: true }]} />
    </Panel>
  );
}
