import { Readable } from 'node:stream';
import { NotFound } from '../../kernel/errors.ts';
import type { OfficeVisit, PortalVisit } from '../access/index.ts';
import { record } from '../audit/index.ts';

/** Hands out a copy while it lasts, and writes down that it was fetched. @throws NotFound */
export async function answerCopy(
  visit: Pick<OfficeVisit | PortalVisit, 'actor' | 'services' | 'now' | 'org'>,
  request: {
    readonly customer_id: string;
    readonly file_key: string | null;
    readonly file_bytes: bigint | null;
    readonly expires_at: Temporal.Instant | null;
  },
): Promise<Response> {
  const { actor, services, now, org } = visit;
  const { file_key, file_bytes, expires_at } = request;
  if (file_key === null || expires_at === null || Temporal.Instant.compare(expires_at, now) <= 0) throw new NotFound();
  await services.db.inScope(actor, (tx) =>
    record(tx, actor, 'data.copy_fetched', { now, customerId: request.customer_id }),
  );
  const body = Readable.toWeb(services.files.open(file_key)) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Length': String(file_bytes ?? 0n),
      'Content-Disposition': `attachment; filename="${org.slug}-copy.zip"`,
      'Cache-Control': 'no-store',
    },
  });
}
