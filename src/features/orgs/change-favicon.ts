import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { logoVersion } from './logo.ts';

/** Puts the org's favicon in place of the old one, or takes it away. The picture is drawn already (`readFavicon`). */
export async function changeFavicon(
  tx: Tx,
  actor: StaffActor,
  png: Buffer | null,
  now: Temporal.Instant,
): Promise<void> {
  const before = await tx
    .selectFrom('orgs')
    .select('favicon_version')
    .where('id', '=', actor.orgId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const version = png && logoVersion(png);
  if (before.favicon_version === version) return;
  await tx.updateTable('orgs').set({ favicon: png, favicon_version: version }).where('id', '=', actor.orgId).execute();
  await record(tx, actor, png === null ? 'org.favicon_removed' : 'org.favicon_changed', {
    now,
    subject: { kind: 'org', id: actor.orgId },
    data: { version: `${before.favicon_version ?? '–'} → ${version ?? '–'}` },
  });
}
