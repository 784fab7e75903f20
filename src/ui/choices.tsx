import { classes } from './class-names.ts';
import type { Children } from './context.tsx';
import { FieldError, fieldId } from './fields.tsx';
import { Icon, type IconName } from './icon.tsx';

export interface ChoiceProps {
  readonly name: string;
  readonly label: Children;
  readonly hint?: Children;
  readonly value?: string | undefined;
  readonly checked?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly type?: 'checkbox' | 'radio' | undefined;
  readonly icon?: IconName | undefined;
  readonly id?: string | undefined;
}

/** One tick or one radio; the whole line is its label. An unticked box sends nothing, as in any form. */
export function Choice({
  name,
  label,
  hint,
  value = 'on',
  checked,
  disabled,
  type = 'checkbox',
  icon,
  id,
}: ChoiceProps) {
  const hintId = hint === undefined ? undefined : `${id ?? fieldId(`${name}-${value}`)}-hint`;
  return (
    <label class="choice">
      <input
        type={type}
        name={name}
        value={value}
        checked={checked}
        disabled={disabled}
        id={id}
        aria-describedby={hintId}
      />
      <span class="grow">
        {hint === undefined ? label : <b>{label}</b>}
        {hint !== undefined && (
          <span class="hint block" id={hintId}>
            {hint}
          </span>
        )}
      </span>
      {icon !== undefined && <Icon name={icon} class="soft" />}
    </label>
  );
}

export interface TilesProps {
  readonly name: string;
  readonly legend: Children;
  readonly legendHidden?: boolean | undefined;
  readonly hint?: Children;
  readonly error?: string | undefined;
  readonly options: readonly {
    readonly value: string;
    readonly label: Children;
    readonly hint?: Children;
    readonly icon?: IconName | undefined;
    readonly disabled?: boolean | undefined;
  }[];
  /** The chosen value, or the chosen values of a list of ticks. */
  readonly value?: string | readonly string[] | undefined;
  readonly type?: 'radio' | 'checkbox' | undefined;
}

/** One of a few, each a tile as wide as the column. `ErrorSummary` leads to the first. */
export function Tiles({ name, legend, legendHidden, hint, error, options, value, type = 'radio' }: TilesProps) {
  const id = fieldId(name);
  const chosen = new Set(typeof value === 'string' ? [value] : value);
  const described = classes(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`);
  return (
    <fieldset class="tiles" aria-describedby={described || undefined}>
      <legend class={legendHidden === true ? 'vh' : 'flabel'}>{legend}</legend>
      {hint !== undefined && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <FieldError id={`${id}-error`} text={error} />
      {options.map((option, at) => (
        <Choice
          key={option.value}
          {...option}
          type={type}
          name={name}
          id={at === 0 ? id : `${id}-${at}`}
          checked={chosen.has(option.value)}
        />
      ))}
    </fieldset>
  );
}
