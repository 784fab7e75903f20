import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Language } from '../../words/index.ts';

/** What a member of staff reads the office in; null leaves it to the browser. Nobody else's business, so no event. */
export async function chooseLanguage(tx: Tx, actor: StaffActor, language: Language | null): Promise<void> {
  await tx
    .updateTable('staff')
    .set({ language })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', actor.staffId)
    .execute();
}
