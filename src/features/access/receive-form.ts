import type { Context } from 'hono';
import { dropReceived, MalformedUpload, newFileKey, receiveFiles, type FilesForm } from '../../platform/files/index.ts';
import { BadRequest, formOfFields, readForm, type TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { isCsrfToken } from '../sessions/index.ts';

/** Names in the store that an upload may use, written down before its first byte so that nothing is forgotten there. */
export interface UploadPlace {
  readonly id: string;
  readonly keys: readonly string[];
  /** The next name that is free. */
  nextKey(): string;
}

export interface SentFiles {
  readonly files: FilesForm['files'];
  /** Null when no file came. The handler says `keep` in its transaction, or the files are removed. */
  readonly place: UploadPlace | null;
}

export interface FilesNeed {
  readonly maxBytes: number;
  readonly mostFiles: number;
  /** How many names one file needs: as it came, as it is kept, its small picture. */
  readonly keysPerFile: number;
}

/**
 * A form with files, whose bytes go to the store as they arrive. `begin` writes down the names they will have there. A
 * form without files may come urlencoded. @throws BadRequest when it is none of ours; then nothing is kept
 */
export async function receiveForm(
  c: Context,
  services: Services,
  holder: string,
  { maxBytes, mostFiles, keysPerFile }: FilesNeed,
  begin: (place: UploadPlace) => Promise<void>,
): Promise<{ form: TypedForm; sent: SentFiles }> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  let place: UploadPlace | null = null;
  const keyFor = async () => {
    if (place === null) await begin((place = newPlace(mostFiles * keysPerFile)));
    return place.nextKey();
  };
  const received =
    type === 'multipart/form-data'
      ? await receiveFiles(c.req.raw, services.files, { maxBytes, mostFiles }, keyFor).catch((error: unknown) => {
          throw error instanceof MalformedUpload ? new BadRequest(400, error.message) : error;
        })
      : null;
  const form = received === null ? await readForm(c) : formOfFields(received.fields);
  const files = received?.files ?? [];
  if (!isCsrfToken(services.keys, holder, form.text('csrf'))) {
    await dropReceived(services.files, files);
    throw new BadRequest(403, 'the form is not from this session');
  }
  return { form, sent: { files, place } };
}

function newPlace(count: number): UploadPlace {
  const keys = Array.from({ length: count }, newFileKey);
  let next = 0;
  return {
    id: crypto.randomUUID(),
    keys,
    nextKey() {
      const key = keys[next++];
      if (key === undefined) throw new RangeError('an upload used more names than it asked for');
      return key;
    },
  };
}
