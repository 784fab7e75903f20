import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { system } from '../../kernel/actor.ts';
import { Invalid, type Problem } from '../../kernel/errors.ts';
import type { ReceivedFile } from '../../platform/files/index.ts';
import type { Services } from '../../platform/services.ts';
import { formatBytes, formatNumber } from '../../ui/index.ts';
import type { SentFiles, UploadPlace } from '../access/index.ts';
import type { PreparedFile } from './file.ts';
import { FILES_FIELD } from './field.ts';
import { HEAD_BYTES, isWholePdf, kindOf, nameAs } from './file-kind.ts';
import { CUSTOMER_BYTES, CUSTOMER_FILES, MOST_FILES, PDF_BYTES, PHOTO_BYTES, PHOTO_PIXELS } from './limits.ts';
import { redrawPhoto } from './photo.ts';
import { usedBy } from './queries.ts';

/**
 * Makes what came with a form ready to go with a message: told apart by content, photos drawn anew, the rest refused.
 * The originals of photos are gone after this. @throws Invalid with everything that is wrong; then nothing is kept
 */
export async function prepareFiles(
  services: Services,
  { orgId, customerId, locale }: { orgId: string; customerId: string; locale: string },
  { files, place }: SentFiles,
): Promise<readonly PreparedFile[]> {
  if (files.length === 0) return [];
  const problems: Problem[] = [];
  const ready: PreparedFile[] = [];
  if (files.length > MOST_FILES) problems.push(problem('files.too-many', { count: files.length, most: MOST_FILES }));
  else {
    for (const file of files) {
      if ('tooLarge' in file)
        problems.push(
          tooLarge(file.name, { bytes: file.tooLarge.bytes, most: PDF_BYTES }, 'files.pdf-too-large', locale),
        );
      else if (place !== null) {
        const found = await prepare(services, file, place, locale);
        if ('key' in found) problems.push(found);
        else ready.push(found);
      }
    }
  }
  if (problems.length === 0) problems.push(...(await quotaProblems(services, { orgId, customerId, locale }, ready)));
  if (problems.length === 0) return ready;
  await dropFiles(services, place);
  throw new Invalid(problems);
}

/** Removes what an upload left in the store: it was refused, or sent twice. */
export async function dropFiles(services: Services, place: UploadPlace | null): Promise<void> {
  await Promise.all((place?.keys ?? []).map((key) => services.files.remove(key)));
}

function problem(key: string, values: Readonly<Record<string, string | number>>): Problem {
  return { field: FILES_FIELD, key, values };
}

/** Both as people say it and exact: one byte past a limit rounds to the limit. */
function tooLarge(
  name: string,
  { bytes, most }: { readonly bytes: number; readonly most: number },
  key: string,
  locale: string,
): Problem {
  return problem(key, {
    name,
    size: formatBytes(bytes, locale),
    bytes: formatNumber(bytes, locale),
    most: formatBytes(most, locale),
    most_bytes: formatNumber(most, locale),
  });
}

async function prepare(
  services: Services,
  file: ReceivedFile,
  place: UploadPlace,
  locale: string,
): Promise<PreparedFile | Problem> {
  const { name, bytes, key } = file;
  const head = await slice(services, key, 0, HEAD_BYTES);
  const kind = await kindOf(head);
  switch (kind) {
    case 'heic':
      return problem('files.heic', { name });
    case 'other':
      return problem('files.unknown-kind', { name });
    case 'pdf': {
      const tail = await slice(services, key, Math.max(0, bytes - 2048), 2048);
      if (!isWholePdf(head, tail)) return problem('files.unreadable', { name });
      const type = 'application/pdf';
      return { name: nameAs(name, type), type, bytes, picture: null, storeKey: key, sha256: file.sha256 };
    }
    default:
      if (bytes > PHOTO_BYTES) {
        return tooLarge(name, { bytes, most: PHOTO_BYTES }, 'files.photo-too-large', locale);
      }
      return preparePhoto(services, file, place);
  }
}

async function preparePhoto(
  services: Services,
  { name, key, sha256 }: ReceivedFile,
  place: UploadPlace,
): Promise<PreparedFile | Problem> {
  const photo = await redrawPhoto(await buffer(services.files.open(key)));
  if (photo === 'too-many-pixels') return problem('files.too-many-pixels', { name, most: PHOTO_PIXELS / 1_000_000 });
  if (photo === 'unreadable') return problem('files.unreadable', { name });
  const put = (bytes: Buffer) =>
    services.files.put(Readable.from([bytes]), { maxBytes: bytes.length, key: place.nextKey() });
  const [whole, small] = [await put(photo.whole), await put(photo.small)];
  await services.files.remove(key);
  return {
    name: nameAs(name, photo.type),
    type: photo.type,
    bytes: whole.bytes,
    picture: { width: photo.width, height: photo.height, thumbKey: small.key },
    storeKey: whole.key,
    sha256,
  };
}

async function slice(services: Services, key: string, from: number, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let at = 0;
  for await (const piece of services.files.open(key)) {
    const bytes = Buffer.from(piece);
    const start = Math.max(0, from - at);
    if (start < bytes.length) pieces.push(bytes.subarray(start, Math.max(start, from + most - at)));
    at += bytes.length;
    if (at >= from + most) break;
  }
  return Buffer.concat(pieces);
}

/** Counted over all of the customer's files, those that this sender may not see too. */
async function quotaProblems(
  services: Services,
  { orgId, customerId, locale }: { orgId: string; customerId: string; locale: string },
  ready: readonly PreparedFile[],
): Promise<Problem[]> {
  const actor = system(orgId, 'messages');
  const used = await services.db.inReadScope(actor, (tx) => usedBy(tx, actor, customerId));
  const bytes = ready.reduce((sum, file) => sum + file.bytes, used.bytes);
  if (used.count + ready.length > CUSTOMER_FILES) return [problem('files.quota-count', { most: CUSTOMER_FILES })];
  if (bytes <= CUSTOMER_BYTES) return [];
  return [
    problem('files.quota-bytes', { size: formatBytes(bytes, locale), most: formatBytes(CUSTOMER_BYTES, locale) }),
  ];
}
