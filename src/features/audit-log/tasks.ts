import { z } from 'zod';
import type { SystemActor } from '../../kernel/actor.ts';
import type { Services } from '../../platform/services.ts';
import { defineTask, type Chore } from '../../platform/tasks/index.ts';
import { record } from '../audit/index.ts';
import { forEachOrg } from '../orgs/index.ts';
import { checkLog } from './check-log.ts';
import { headBook, headLine, readHeads, writeHeads } from './head-book.ts';
import { mailHead } from './mail-head.ts';

/** Follows an org's chain as the office asked, and writes into the log what was found. */
export const checkLogTask = defineTask(
  'check-log',
  z.object({ org_id: z.uuid() }),
  async ({ org_id }, { actor, services }: { actor: SystemActor; services: Services }) => {
    const heads = (await readHeads(headBook(services.dataDir))).filter(({ orgId }) => orgId === org_id);
    const { entries, faults } = await checkLog(services.db, org_id, heads);
    const [first] = faults;
    await services.db.inScope(actor, (tx) =>
      record(tx, actor, first === undefined ? 'log.checked' : 'log.broken', {
        now: services.now(),
        subject: { kind: 'log', id: org_id },
        data: {
          entries: String(entries),
          faults: faults.length,
          ...(first === undefined ? {} : { first: String(first.seq) }),
        },
      }),
    );
  },
);

/**
 * Notes every org's head outside the database each night; also in the program's own log, which may go elsewhere, and by
 * mail where the operator wishes.
 */
export const writeHeadsChore: Chore<Services> = {
  name: 'write-log-heads',
  when: '40 2 * * *',
  async run(services) {
    const heads: Parameters<typeof writeHeads>[1][number][] = [];
    await forEachOrg(services, 'write-log-heads', async (actor, { id, slug }) => {
      const head = await services.db.inReadScope(actor, (tx) =>
        tx.selectFrom('event_heads').select(['seq', 'hash']).where('org_id', '=', id).executeTakeFirst(),
      );
      if (head === undefined) return;
      const hash = Buffer.from(head.hash).toString('hex');
      const written = { orgId: id, slug, seq: head.seq, hash };
      heads.push(written);
      services.log.info({ org_id: id, entry: String(head.seq), fingerprint: hash }, 'the log of this org ends here');
      if (services.logHeadsTo !== null)
        await services.db.inScope(actor, (tx) => mailHead(tx, actor, headLine(written, services.now()), services));
    });
    await writeHeads(services.dataDir, heads, services.now());
  },
};
