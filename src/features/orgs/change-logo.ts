import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { logoVersion } from './logo.ts';
import type { Picture } from './picture.ts';

/** Puts the org's logo in place of the old one, or takes it away. The picture is checked already (`readLogo`). */
export async function changeLogo(
  tx: Tx,
  actor: StaffActor,
  picture: (Picture & { readonly bytes: Uint8Array }) | null,
  now: Temporal.Instant,
): Promise<void> {
  const before = await tx
    .selectFrom('orgs')
    .select('logo_version')
    .where('id', '=', actor.orgId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const version = picture && logoVersion(picture.bytes);
  if (before.logo_version === version) return;
  await tx
    .updateTable('orgs')
    .set({
      logo: picture && Buffer.from(picture.bytes),
      logo_type: picture?.type ?? null,
      logo_width: picture?.width ?? null,
      logo_height: picture?.height ?? null,
      logo_version: version,
    })
    .where('id', '=', actor.orgId)
    .execute();
  await record(tx, actor, picture === null ? 'org.logo_removed' : 'org.logo_changed', {
    now,
    subject: { kind: 'org', id: actor.orgId },
    data: { version: `${before.logo_version ?? '–'} → ${version ?? '–'}` },
  });
}
