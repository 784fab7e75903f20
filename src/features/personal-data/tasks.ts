import { z } from 'zod';
import type { SystemActor } from '../../kernel/actor.ts';
import { createTranslator } from '../../platform/i18n/index.ts';
import type { Services } from '../../platform/services.ts';
import { defineTask, type Task } from '../../platform/tasks/index.ts';
import { record } from '../audit/index.ts';
import type { PersonalTable } from '../personal-parts/index.ts';
import { copyOf } from './collect-copy.ts';
import { writeErasure } from './erasure-book.ts';

type Context = { readonly actor: SystemActor; readonly services: Services };

/** How long a copy can be fetched. */
export const COPY_HOURS = 24;
const MOST_BYTES = 20 * 1024 ** 3;

/** Makes a copy that was ordered, and keeps it as a file for a day. Done twice, the later file counts. */
export function makeCopyTask(tables: readonly PersonalTable[]): Task<{ org_id: string }, Services> {
  return defineTask(
    'make-copy',
    z.object({ org_id: z.uuid(), request_id: z.uuid() }),
    async ({ org_id, request_id }, { actor, services }: Context) => {
      const request = await services.db.inReadScope(actor, (tx) =>
        tx
          .selectFrom('data_requests as r')
          .innerJoin('customers as c', (on) =>
            on.onRef('c.org_id', '=', 'r.org_id').onRef('c.id', '=', 'r.customer_id'),
          )
          .innerJoin('orgs as o', 'o.id', 'r.org_id')
          .select(['r.customer_id', 'r.contact_id', 'c.number', 'o.name as org_name', 'o.language'])
          .where('r.org_id', '=', org_id)
          .where('r.id', '=', request_id)
          .where('r.state', '=', 'making')
          .executeTakeFirst(),
      );
      if (request === undefined) return;
      const of = { orgId: org_id, customerId: request.customer_id, contactId: request.contact_id };
      const now = services.now();
      const t = createTranslator(request.language);
      const readMe = t('personal.copy-read-me', {
        org: request.org_name,
        number: request.number,
        time: now.toString(),
      });
      const file = await services.files.put(await copyOf(services, tables, of, readMe), { maxBytes: MOST_BYTES });
      await services.db.inScope(actor, async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('data_requests')
          .set({
            state: 'ready',
            file_key: file.key,
            file_bytes: BigInt(file.bytes),
            ready_at: now,
            expires_at: now.add({ hours: COPY_HOURS }),
          })
          .where('org_id', '=', org_id)
          .where('id', '=', request_id)
          .where('state', '=', 'making')
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return services.files.remove(file.key);
        return record(tx, actor, 'data.copy_made', { now, customerId: request.customer_id });
      });
    },
  );
}

/** What an erasure leaves to do outside the database: the files, and the book that survives a restored backup. */
export const finishErasureTask = defineTask(
  'finish-erasure',
  z.object({ org_id: z.uuid(), erasure_id: z.uuid(), keys: z.array(z.string()) }),
  async ({ org_id, erasure_id, keys }, { actor, services }: Context) => {
    const erasure = await services.db.inReadScope(actor, (tx) =>
      tx
        .selectFrom('erasures')
        .select(['customer_id', 'contact_id', 'erased_at'])
        .where('org_id', '=', org_id)
        .where('id', '=', erasure_id)
        .executeTakeFirst(),
    );
    for (const key of keys) await services.files.remove(key);
    if (erasure === undefined) return;
    const of = { orgId: org_id, customerId: erasure.customer_id, contactId: erasure.contact_id };
    await writeErasure(services.dataDir, of, erasure.erased_at);
  },
);
