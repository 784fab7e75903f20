import { classes } from './class-names.ts';
import { usePage, type Children } from './context.tsx';
import { Icon } from './icon.tsx';

/** What every field has. Hint and error stand above the control, so a screen reader meets them first. */
export interface FieldBasics {
  readonly name: string;
  readonly label: Children;
  readonly hint?: Children;
  /** What is wrong and how to mend it. */
  readonly error?: string | undefined;
  /** Defaults to one made from the name; `ErrorSummary` links to the same. */
  readonly id?: string | undefined;
  readonly optional?: boolean | undefined;
  /** Keeps the label for screen readers only, where a heading or a column already says it. */
  readonly labelHidden?: boolean | undefined;
}

interface Wiring {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

/** The id of the control for a field's name. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`;
}

/** Ties label, hint and error to whatever control it is given. */
export function Field({
  name,
  label,
  hint,
  error,
  id = fieldId(name),
  optional,
  labelHidden,
  after,
  children,
}: FieldBasics & {
  after?: Children;
  children: (wiring: Wiring) => Children;
}) {
  const { t } = usePage();
  const described = classes(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`);
  return (
    <div class="field">
      <label for={id} class={labelHidden === true ? 'vh' : undefined}>
        {label}
        {optional === true && <span class="soft"> {t('ui.optional')}</span>}
      </label>
      {hint !== undefined && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <FieldError id={`${id}-error`} text={error} />
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error === undefined ? undefined : 'true',
      })}
      {after}
    </div>
  );
}

/** The error above a control, or nothing. */
export function FieldError({ id, text }: { id: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p class="err" id={id}>
      <Icon name="circle-alert" />
      <span>{text}</span>
    </p>
  );
}

export interface TextFieldProps extends FieldBasics {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'search' | undefined;
  readonly autocomplete?: string | undefined;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | undefined;
  readonly autocapitalize?: 'none' | 'words' | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly required?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly short?: boolean | undefined;
  /** Wide digits for a code or PIN. */
  readonly pin?: boolean | undefined;
  readonly list?: string | undefined;
}

export function TextField(props: TextFieldProps) {
  const { value, type = 'text', autocomplete, inputMode, autocapitalize, spellcheck, placeholder, maxLength } = props;
  return (
    <Field {...props}>
      {(wiring) => (
        <input
          {...wiring}
          class={classes('input', props.short && 'short', props.pin && 'pin')}
          type={type as 'text'} // Preact's types want one literal; every one listed takes the same attributes
          name={props.name}
          value={value}
          autoComplete={autocomplete}
          inputMode={inputMode}
          autoCapitalize={autocapitalize}
          spellcheck={spellcheck}
          placeholder={placeholder}
          maxLength={maxLength}
          required={props.required}
          readOnly={props.readOnly}
          list={props.list}
        />
      )}
    </Field>
  );
}

export interface SelectFieldProps extends FieldBasics {
  readonly value?: string | undefined;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly disabled?: boolean | undefined;
  }[];
  readonly short?: boolean | undefined;
}

export function SelectField(props: SelectFieldProps) {
  return (
    <Field {...props}>
      {(wiring) => (
        <select {...wiring} class={classes('input', props.short && 'short')} name={props.name}>
          {props.options.map((option) => (
            <option
              key={option.value}
              value={option.value}
              selected={option.value === props.value}
              disabled={option.disabled}
            >
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export interface TextAreaProps extends FieldBasics {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  /** Says how much is used, below the box. */
  readonly most?: number | undefined;
  readonly required?: boolean | undefined;
}

export function TextArea(props: TextAreaProps) {
  const { t } = usePage();
  const { value = '', rows = 4, most } = props;
  const after =
    most === undefined ? undefined : (
      <span class="hint num">{t('ui.characters', { used: [...value].length, most })}</span>
    );
  return (
    <Field {...props} after={after}>
      {(wiring) => (
        <textarea {...wiring} class="input" name={props.name} rows={rows} maxLength={most} required={props.required}>
          {value}
        </textarea>
      )}
    </Field>
  );
}

export interface DateFieldProps extends FieldBasics {
  /** A day, or what was typed when it was not one. */
  readonly value?: Temporal.PlainDate | string | undefined;
  readonly min?: Temporal.PlainDate | undefined;
  readonly max?: Temporal.PlainDate | undefined;
}

export function DateField(props: DateFieldProps) {
  return (
    <Field {...props}>
      {(wiring) => (
        <input
          {...wiring}
          class="input short"
          type="date"
          name={props.name}
          value={props.value?.toString()}
          min={props.min?.toString()}
          max={props.max?.toString()}
        />
      )}
    </Field>
  );
}

export interface MoneyFieldProps extends FieldBasics {
  /** What stands in the box: the amount as typed, such as `24.00`. */
  readonly value?: string | undefined;
  /** ISO 4217 code, shown before the box. */
  readonly currency: string;
}

export function MoneyField(props: MoneyFieldProps) {
  return (
    <Field {...props}>
      {(wiring) => (
        <span class="affix">
          <span aria-hidden="true">{props.currency}</span>
          <input {...wiring} class="input num" type="text" inputMode="decimal" name={props.name} value={props.value} />
        </span>
      )}
    </Field>
  );
}
