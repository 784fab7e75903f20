import { usePage } from './context.tsx';
import { SelectField, TextField } from './fields.tsx';
import { FieldRow, FormGroup } from './office-parts.tsx';

export interface AddressFieldsProps {
  /** Name, value and error of a field. */
  readonly field: (name: string) => { name: string; value: string; error: string | undefined };
  readonly countries: readonly { readonly value: string; readonly label: string }[];
}

/** The postal address of a customer or a site: `line1`, `line2`, `postcode`, `city`, `region`, `country`. */
export function AddressFields({ field, countries }: AddressFieldsProps) {
  const { t } = usePage();
  return (
    <FormGroup title={t('ui.address')}>
      <TextField {...field('line1')} label={t('ui.address-line1')} autocomplete="off" maxLength={200} />
      <TextField {...field('line2')} label={t('ui.address-line2')} autocomplete="off" maxLength={200} />
      <FieldRow>
        <TextField {...field('postcode')} label={t('ui.address-postcode')} autocomplete="off" maxLength={20} />
        <TextField {...field('city')} label={t('ui.address-city')} autocomplete="off" maxLength={120} />
      </FieldRow>
      <FieldRow>
        <TextField {...field('region')} label={t('ui.address-region')} autocomplete="off" maxLength={120} />
        <SelectField
          {...field('country')}
          label={t('ui.address-country')}
          options={[{ value: '', label: t('ui.address-country-none') }, ...countries]}
        />
      </FieldRow>
    </FormGroup>
  );
}
