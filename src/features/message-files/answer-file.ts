import { once } from 'node:events';
import { Readable } from 'node:stream';
import { NotFound } from '../../kernel/errors.ts';
import type { Services } from '../../platform/services.ts';
import type { StoredMessageFile } from './file.ts';

/**
 * The bytes of a file that was read as visible. Nothing in it can run or load anything, and a PDF is only ever saved: it
 * is as its sender made it. @throws NotFound also for a small picture of what is none
 */
export async function answerFile(
  services: Services,
  file: StoredMessageFile,
  size: 'whole' | 'small',
): Promise<Response> {
  const small = size === 'small';
  const key = small ? file.thumb_key : file.store_key;
  if (key === null) throw new NotFound();
  const stream = services.files.open(key);
  await once(stream, 'open').catch(() => {
    throw new NotFound();
  });
  const saved = file.type === 'application/pdf';
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': small ? 'image/webp' : file.type,
      ...(small ? {} : { 'Content-Length': String(file.bytes) }),
      'Content-Disposition': `${saved ? 'attachment' : 'inline'}; filename="file"; filename*=UTF-8''${encoded(file.name)}`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      // A page that draws itself anew shows its pictures again; who loses the right to them soon loses these too.
      'Cache-Control': 'private, max-age=300',
    },
  });
}

/** RFC 8187: UTF-8, everything but the plainest characters as %XX. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*!]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
