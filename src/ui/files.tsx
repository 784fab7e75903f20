import { usePage, type Children } from './context.tsx';
import { formatBytes } from './format.ts';
import { Icon, type IconName } from './icon.tsx';

/** A file to download: its name, its kind, its size. */
export function FileLine({
  href,
  name,
  type,
  bytes,
  icon = 'file-text',
}: {
  href: string;
  name: string;
  type: string;
  bytes?: number | undefined;
  icon?: IconName | undefined;
}) {
  const { t, locale } = usePage();
  return (
    <a class="file" href={href} download>
      <Icon name={icon} />
      <span class="grow">
        <b>{name}</b>
        <br />
        <span class="small soft">
          {bytes === undefined ? type : t('ui.file-type-size', { type, size: formatBytes(bytes, locale) })}
        </span>
      </span>
      <Icon name="download" />
    </a>
  );
}

/** A way to choose a file; works as the plain control it is. */
export function FileField({
  name,
  label,
  hint,
  error,
  accept,
  id = `f-${name}`,
}: {
  name: string;
  label: Children;
  hint?: Children;
  error?: string | undefined;
  accept?: string | undefined;
  id?: string | undefined;
}) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error !== undefined && (
        <p class="err" id={`${id}-error`}>
          <Icon name="circle-alert" />
          <span>{error}</span>
        </p>
      )}
      <input
        class="input"
        type="file"
        id={id}
        name={name}
        accept={accept}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={
          [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ') ||
          undefined
        }
      />
    </div>
  );
}
