import { paths } from '../../kernel/paths.ts';
import type { NamedChoice } from '../../platform/values/index.ts';
import {
  AddressFields,
  Button,
  Columns,
  ErrorSummary,
  FieldRow,
  Form,
  FormGroup,
  OfficeHead,
  OfficeShell,
  problemOf,
  Savebar,
  SelectField,
  TextArea,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import type { Site } from './site.ts';

export interface SiteFormProps {
  readonly frame: OfficeFrame;
  /** Null on the form of a new one. */
  readonly site: Site | null;
  /** Whose it is now. */
  readonly customerName: string | null;
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly countries: readonly NamedChoice[];
  readonly timeZones: readonly NamedChoice[];
}

export function SiteFormPage(props: SiteFormProps) {
  const { t } = usePage();
  const { frame, site, problems } = props;
  const title = site === null ? t('sites.new-title') : t('sites.edit-title', { name: site.name });
  const action = site === null ? paths.office.sites : paths.office.site(site.id);
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead title={title} />
      <ErrorSummary problems={problems} />
      <Columns kind="form">
        <Form action={action} class="stack g24" keep={site === null ? paths.office.newSite : action}>
          {site === null && <input type="hidden" name="key" value={props.values['key']} />}
          <WhatFields {...props} />
          <AddressFields field={(name) => field(props, name)} countries={props.countries} />
          <MapFields {...props} />
          <FormGroup title={t('sites.group-visit')}>
            <TextArea
              {...field(props, 'access_notes')}
              label={t('sites.access-notes')}
              hint={t('sites.access-notes-hint')}
              most={2000}
            />
          </FormGroup>
          <Savebar cancel={action}>
            <Button kind="main">{t(site === null ? 'sites.create' : 'sites.save')}</Button>
          </Savebar>
        </Form>
      </Columns>
    </OfficeShell>
  );
}

/** Name, value and error of a field. */
function field({ values, problems }: SiteFormProps, name: string) {
  return { name, value: values[name] ?? '', error: problemOf(problems, name) };
}

function WhatFields(props: SiteFormProps) {
  const { t } = usePage();
  const { customerName } = props;
  return (
    <FormGroup title={t('sites.group-site')} text={t('sites.group-site-text')}>
      <TextField
        {...field(props, 'name')}
        label={t('sites.name')}
        hint={t('sites.name-hint')}
        autocomplete="off"
        maxLength={200}
        required
      />
      <TextField
        {...field(props, 'customer')}
        label={t('sites.customer-number')}
        hint={customerName === null ? t('sites.customer-number-hint') : t('sites.customer-now', { name: customerName })}
        autocomplete="off"
        maxLength={32}
        short
      />
    </FormGroup>
  );
}

function MapFields(props: SiteFormProps) {
  const { t, timeZone } = usePage();
  return (
    <FormGroup title={t('sites.group-map')} text={t('sites.group-map-text')}>
      <FieldRow>
        <TextField {...field(props, 'latitude')} label={t('sites.latitude')} autocomplete="off" inputMode="text" />
        <TextField {...field(props, 'longitude')} label={t('sites.longitude')} autocomplete="off" inputMode="text" />
      </FieldRow>
      <SelectField
        {...field(props, 'time_zone')}
        label={t('sites.time-zone')}
        options={[{ value: '', label: t('sites.time-zone-org', { zone: timeZone }) }, ...props.timeZones]}
      />
    </FormGroup>
  );
}
