import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Calendar } from './calendar.ts';
import type { DemoConversations, DemoMessage, DemoThread } from './conversations.ts';
import type { DemoPicture } from './draw-photo.ts';
import type { DemoOrg } from './content.ts';
import type { PlannedInvoice } from './write-books.ts';
import type { PlannedJob } from './write-jobs.ts';
import type { People } from './write-people.ts';

interface StoredPhoto {
  readonly picture: DemoPicture;
  readonly whole: string;
  readonly small: string;
}

export type StoredPhotos = ReadonlyMap<DemoMessage, StoredPhoto>;

/** Draws the photos of the threads and puts them into the store of files. */
export async function storePhotos(services: Services, { threads }: DemoConversations): Promise<StoredPhotos> {
  const stored = new Map<DemoMessage, StoredPhoto>();
  const put = (bytes: Buffer) => services.files.put(Readable.from([bytes]), { maxBytes: bytes.length });
  for (const message of threads.flatMap(({ messages }) => messages)) {
    if (message.photo === undefined) continue;
    const picture = await message.photo.draw();
    const [whole, small] = [await put(picture.whole), await put(picture.small)];
    stored.set(message, { picture, whole: whole.key, small: small.key });
  }
  return stored;
}

interface Parts {
  readonly demo: DemoOrg;
  readonly people: People;
  readonly jobs: readonly PlannedJob[];
  readonly invoices: readonly PlannedInvoice[];
  readonly calendar: Calendar;
  readonly photos: StoredPhotos;
}

/** Threads with messages, notes, photos and who has read how far, the saved replies, and the notice of answers. */
export async function writeMessages(tx: Tx, orgId: string, parts: Parts): Promise<void> {
  const { threads, replies, notice } = parts.demo.conversations;
  await tx.updateTable('orgs').set({ answer_notice: notice }).where('id', '=', orgId).execute();
  const created_at = parts.calendar.past(-60, 10);
  await tx
    .insertInto('saved_replies')
    .values(replies.map(({ name, text }) => ({ org_id: orgId, name, body: text, created_at })))
    .execute();
  for (const thread of threads) await writeThread(tx, orgId, thread, parts);
}

async function writeThread(tx: Tx, orgId: string, thread: DemoThread, parts: Parts): Promise<void> {
  const { people, calendar } = parts;
  const id = randomUUID();
  const customerId = people.customers.get(thread.customer) ?? '';
  const messages = thread.messages.map((message, at) => ({ message, id: randomUUID(), position: at + 1 }));
  const lastOf = (fits: (message: DemoMessage) => boolean) =>
    messages.findLast(({ message }) => fits(message))?.position ?? 0;
  const customerPosition = lastOf(isCustomers);
  const said = thread.messages.filter((message) => message.note !== true);
  const at = (message: DemoMessage | undefined) => calendar.past(message?.day ?? 0, message?.hour ?? 8);
  await tx
    .insertInto('threads')
    .values({
      org_id: orgId,
      id,
      customer_id: customerId,
      subject: thread.subject ?? null,
      ...subjectOf(thread, parts),
      began_by: thread.messages.slice(0, 1).every(isCustomers) ? 'customer' : 'office',
      assigned_staff_id: people.staff.get(thread.assigned ?? '') ?? null,
      closed_at: thread.closed === true ? at(said.at(-1)).add({ hours: 2 }) : null,
      last_position: messages.length,
      office_position: lastOf((message) => !isCustomers(message) && message.note !== true),
      customer_position: customerPosition,
      staff_read_to: thread.unread === 'office' ? customerPosition - 1 : messages.length,
      last_at: at(said.at(-1)),
      created_at: at(thread.messages[0]),
    })
    .execute();
  await tx
    .insertInto('messages')
    .values(
      messages.map(({ message, ...row }) => ({
        org_id: orgId,
        thread_id: id,
        ...row,
        internal: message.note === true,
        body: message.text,
        sent_at: at(message),
        ...writerOf(message, thread, parts),
      })),
    )
    .execute();
  for (const { message, id: messageId } of messages)
    await writePhoto(
      tx,
      { org_id: orgId, thread_id: id, message_id: messageId, customer_id: customerId },
      message,
      parts,
    );
  await writeReaders(tx, orgId, { id, customerId, readTo: messages.length, customerPosition }, thread, parts);
}

function isCustomers({ from }: DemoMessage): boolean {
  return 'contact' in from;
}

function subjectOf({ about }: DemoThread, { jobs, invoices }: Parts) {
  if (about === undefined) return {};
  if ('job' in about) return { job_id: jobs.find(({ number }) => number === about.job)?.id ?? null };
  return { invoice_id: invoices.find(({ invoice }) => invoice.key === about.invoice)?.id ?? null };
}

function writerOf({ from }: DemoMessage, { customer }: DemoThread, { demo, people }: Parts) {
  if ('staff' in from) {
    const publicName = demo.staff.find(({ key }) => key === from.staff)?.publicName ?? null;
    return {
      side: 'office',
      staff_id: people.staff.get(from.staff) ?? null,
      contact_id: null,
      writer_name: publicName,
    };
  }
  const contact = demo.customers
    .find(({ number }) => number === customer)
    ?.contacts.find(({ first }) => first === from.contact);
  const name = [contact?.first, contact?.last].filter(Boolean).join(' ');
  return { side: 'customer', staff_id: null, contact_id: people.contact(customer, from.contact), writer_name: name };
}

async function writePhoto(
  tx: Tx,
  of: {
    readonly org_id: string;
    readonly thread_id: string;
    readonly message_id: string;
    readonly customer_id: string;
  },
  message: DemoMessage,
  { photos }: Parts,
): Promise<void> {
  const photo = photos.get(message);
  if (photo === undefined || message.photo === undefined) return;
  const { whole, width, height } = photo.picture;
  await tx
    .insertInto('message_files')
    .values({
      ...of,
      internal: message.note === true,
      position: 1,
      name: message.photo.name,
      type: 'image/jpeg',
      bytes: whole.length,
      width,
      height,
      store_key: photo.whole,
      thumb_key: photo.small,
    })
    .execute();
}

/** Who takes part, and how far each has read. */
async function writeReaders(
  tx: Tx,
  orgId: string,
  written: {
    readonly id: string;
    readonly customerId: string;
    readonly readTo: number;
    readonly customerPosition: number;
  },
  thread: DemoThread,
  { demo, people, calendar }: Parts,
): Promise<void> {
  const writers = thread.messages.flatMap(({ from }) => ('contact' in from ? [from.contact] : []));
  const taking = [...new Set([...writers, ...(thread.to ?? [])])].map((first) =>
    people.contact(thread.customer, first),
  );
  await tx
    .insertInto('thread_contacts')
    .values(
      taking.map((contact_id) => ({
        org_id: orgId,
        thread_id: written.id,
        contact_id,
        customer_id: written.customerId,
      })),
    )
    .execute();
  const read = thread.unread === 'customer' ? written.customerPosition : written.readTo;
  const read_at = calendar.past(0, 6);
  const office = thread.unread === 'office' ? [] : demo.staff.filter(({ signsIn }) => signsIn);
  const readers = [
    ...taking.map((reader_id) => ({ reader_id, reader_kind: 'contact', read_to: read })),
    ...office.map(({ key }) => ({
      reader_id: people.staff.get(key) ?? '',
      reader_kind: 'staff',
      read_to: written.readTo,
    })),
  ];
  if (readers.length > 0)
    await tx
      .insertInto('thread_reads')
      .values(readers.map((reader) => ({ org_id: orgId, thread_id: written.id, ...reader, read_at })))
      .execute();
}
