import { FileLine, Icon, usePage } from '../../ui/index.ts';
import type { MessageFile } from './file.ts';
import { ACCEPT, MOST_FILES } from './limits.ts';
import { FILES_FIELD } from './field.ts';

export type FilePath = (id: string, size: 'whole' | 'small') => string;

/** The files below a message: photos beside one another, the rest as lines to save. */
export function FileList({ files, path }: { files: readonly MessageFile[]; path: FilePath }) {
  const { t } = usePage();
  if (files.length === 0) return null;
  const photos = files.filter((file) => file.width !== null);
  return (
    <>
      {photos.length > 0 && (
        <div class="photos">
          {photos.map((file) => (
            <figure key={file.id}>
              <a href={path(file.id, 'whole')}>
                <img
                  src={path(file.id, 'small')}
                  alt={t('files.photo', { name: file.name })}
                  width={file.width ?? undefined}
                  height={file.height ?? undefined}
                  loading="lazy"
                  decoding="async"
                />
              </a>
            </figure>
          ))}
        </div>
      )}
      {files
        .filter((file) => file.width === null)
        .map((file) => (
          <FileLine key={file.id} href={path(file.id, 'whole')} name={file.name} type="PDF" bytes={file.bytes} />
        ))}
    </>
  );
}

/** A quiet way to add files to a message: the plain control, opened by its label. */
export function FilesPicker({ error, id }: { error?: string | undefined; id: string }) {
  const { t } = usePage();
  return (
    <details class="attach" open={error !== undefined}>
      <summary>
        <Icon name="upload" />
        {t('files.add')}
      </summary>
      <div class="field">
        <label for={id} class="vh">
          {t('files.choose')}
        </label>
        <span class="hint" id={`${id}-hint`}>
          {t('files.hint', { most: MOST_FILES })}
        </span>
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
          name={FILES_FIELD}
          accept={ACCEPT}
          multiple
          aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
          aria-invalid={error === undefined ? undefined : 'true'}
        />
      </div>
    </details>
  );
}
