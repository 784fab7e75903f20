import { Readable } from 'node:stream';
import type { World } from '../world.ts';

interface Marked {
  readonly orgId: string;
  readonly staffId: string;
  readonly mark: (kind: string) => string;
  readonly own: {
    readonly customerId: string;
    readonly contactId: string;
    readonly jobId: string;
    readonly invoiceId: string;
  };
  readonly others: { readonly customerId: string; readonly contactId: string };
  readonly stranger: { readonly customerId: string; readonly contactId: string };
}

/** Threads of each kind of mark, each with a message, a note and a photo; and what only the office has of messages. */
export async function furnishMessages(
  world: World,
  { orgId, staffId, mark, own, others, stranger }: Marked,
): Promise<void> {
  const now = world.clock.now;
  const stored = async () =>
    (await world.services.files.put(Readable.from([Buffer.from('a photo')]), { maxBytes: 100 })).key;
  const threads = [
    { kind: 'own', of: own, job_id: own.jobId, invoice_id: null },
    { kind: 'own', of: own, job_id: null, invoice_id: own.invoiceId },
    { kind: 'others', of: others, job_id: null, invoice_id: null },
    { kind: 'stranger', of: stranger, job_id: null, invoice_id: null },
  ];
  for (const { kind, of, job_id, invoice_id } of threads) {
    const [thumb, whole] = [await stored(), await stored()];
    await world.as(orgId, async (tx) => {
      const { id } = await tx
        .insertInto('threads')
        .values({
          org_id: orgId,
          customer_id: of.customerId,
          subject: mark(kind),
          job_id,
          invoice_id,
          began_by: 'customer',
          last_position: 2,
          customer_position: 1,
          // Read by the office: a page that is looked at changes nothing.
          staff_read_to: 2,
          last_at: now,
          created_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('thread_contacts')
        .values({ org_id: orgId, thread_id: id, contact_id: of.contactId, customer_id: of.customerId })
        .execute();
      for (const [reader_id, reader_kind] of [
        [of.contactId, 'contact'],
        [staffId, 'staff'],
      ] as const) {
        await tx
          .insertInto('thread_reads')
          .values({ org_id: orgId, thread_id: id, reader_id, reader_kind, read_to: 2, read_at: now })
          .execute();
      }
      const written = { org_id: orgId, thread_id: id, sent_at: now };
      const [message, note] = [crypto.randomUUID(), crypto.randomUUID()];
      await tx
        .insertInto('messages')
        .values([
          {
            ...written,
            id: message,
            position: 1,
            side: 'customer',
            contact_id: of.contactId,
            writer_name: mark(kind),
            body: mark(kind),
          },
          {
            ...written,
            id: note,
            position: 2,
            side: 'office',
            staff_id: staffId,
            internal: true,
            body: mark('secret'),
          },
        ])
        .execute();
      const photo = {
        org_id: orgId,
        thread_id: id,
        customer_id: of.customerId,
        position: 1,
        type: 'image/jpeg',
        bytes: 7,
      };
      await tx
        .insertInto('message_files')
        .values([
          {
            ...photo,
            message_id: message,
            internal: false,
            name: mark(kind),
            width: 1,
            height: 1,
            store_key: whole,
            thumb_key: thumb,
          },
          {
            ...photo,
            message_id: note,
            internal: true,
            name: mark('secret'),
            type: 'application/pdf',
            store_key: whole,
          },
        ])
        .execute();
    });
  }
  await world.as(orgId, async (tx) => {
    await tx
      .insertInto('saved_replies')
      .values({ org_id: orgId, name: mark('secret'), body: mark('secret'), created_at: now })
      .execute();
    for (const { customerId } of [own, stranger]) {
      await tx
        .insertInto('uploads')
        .values({
          org_id: orgId,
          id: crypto.randomUUID(),
          customer_id: customerId,
          store_keys: ['0'.repeat(32)],
          begun_at: now,
        })
        .execute();
    }
  });
}
