import { MalformedUpload, readParts, type Part } from './multipart.ts';
import { FileTooLarge, type FileStore, type StoredFile } from './store.ts';

export interface UploadedForm {
  fields: ReadonlyMap<string, string>;
  /** The one file of the form, or null when none was chosen. */
  file: (StoredFile & { name: string }) | null;
}

/** A file as it came, under a name that can be shown. */
export interface ReceivedFile extends StoredFile {
  readonly name: string;
}

/** One that was past the limit and is not kept. */
export interface OversizeFile {
  readonly name: string;
  readonly tooLarge: FileTooLarge;
}

export interface FilesForm {
  /** In the order of the form; a field may come several times. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly files: readonly (ReceivedFile | OversizeFile)[];
}

export interface FilesLimits {
  /** Of each file. */
  readonly maxBytes: number;
  readonly mostFiles: number;
}

/**
 * Takes a multipart form with any number of files up to the limit straight to the store. A file that is too large is
 * told of instead of kept, and what was typed before it isn't lost. `keyFor` names the place of
 * the next file before its first byte is written. Throws MalformedUpload when the form ends early or is none; then
 * nothing is kept.
 */
export async function receiveFiles(
  request: Request,
  store: FileStore,
  { maxBytes, mostFiles }: FilesLimits,
  keyFor?: () => Promise<string>,
): Promise<FilesForm> {
  const fields: (readonly [string, string])[] = [];
  const files: (ReceivedFile | OversizeFile)[] = [];
  try {
    let parts = 0;
    for await (const part of readParts(bodyOf(request), request.headers.get('content-type') ?? '')) {
      if (++parts > maxParts) throw new MalformedUpload('too many parts');
      if (part.fileName === null) fields.push([part.name, await readField(part)]);
      else if (part.fileName === '') await skipEmpty(part);
      else if (!(await keep(part, safeFileName(part.fileName)))) break;
    }
    return { fields, files };
  } catch (error) {
    await dropReceived(store, files);
    throw error;
  }

  /** False when the rest of the form is not worth waiting for. */
  async function keep(part: Part, name: string): Promise<boolean> {
    if (files.length >= mostFiles) throw new MalformedUpload('too many files');
    try {
      const key = await keyFor?.();
      const stored = await store.put(part.content, { maxBytes, ...(key === undefined ? {} : { key }) });
      files.push({ ...stored, name });
    } catch (error) {
      if (!(error instanceof FileTooLarge)) throw error;
      files.push({ name, tooLarge: error });
      return !error.atLeast;
    }
    return true;
  }
}

/** Removes what was kept of a form that is not taken. */
export async function dropReceived(store: FileStore, files: FilesForm['files']): Promise<void> {
  await Promise.all(files.map((file) => ('key' in file ? store.remove(file.key) : undefined)));
}

/** A file field in which nothing was chosen comes with an empty name and no content. */
async function skipEmpty(part: Part): Promise<void> {
  for await (const piece of part.content) if (piece.length > 0) throw new MalformedUpload('a file without a name');
}

/** Fields beside the file: forms with a file have a handful of short ones. */
const maxParts = 60;
const maxFieldBytes = 64 * 1024;

/**
 * Takes a multipart form with at most one file straight to the store, without holding it in memory as `formData()`
 * would. Throws MalformedUpload or FileTooLarge; then nothing is kept.
 */
export async function receiveUpload(
  request: Request,
  store: FileStore,
  { maxBytes }: { maxBytes: number },
): Promise<UploadedForm> {
  const fields = new Map<string, string>();
  const kept: (StoredFile & { name: string })[] = [];
  try {
    let parts = 0;
    for await (const part of readParts(bodyOf(request), request.headers.get('content-type') ?? '')) {
      if (++parts > maxParts) throw new MalformedUpload('too many parts');
      if (part.fileName === null) fields.set(part.name, await readField(part));
      else await keep(part, part.fileName);
    }
    return { fields, file: kept[0] ?? null };
  } catch (error) {
    await Promise.all(kept.map(({ key }) => store.remove(key)));
    throw error;
  }

  async function keep(part: Part, name: string): Promise<void> {
    if (kept.length > 0) throw new MalformedUpload('more than one file');
    const stored = await store.put(part.content, { maxBytes });
    if (stored.bytes === 0 && name === '') await store.remove(stored.key);
    else kept.push({ ...stored, name: safeFileName(name) });
  }
}

async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) throw new MalformedUpload('no body');
  const read = () => reader.read().catch(() => Promise.reject(new MalformedUpload('the connection ended')));
  for (let part = await read(); !part.done; part = await read()) yield part.value;
}

async function readField(part: Part): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of part.content) {
    bytes += piece.length;
    if (bytes > maxFieldBytes) throw new MalformedUpload('a field too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** A name to show: no folders, control or direction characters, at most 120 characters. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex
  const hidden = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const shown = last.normalize('NFC').toWellFormed().replace(hidden, '').trim();
  return [...shown].slice(0, 120).join('') || 'file';
}
