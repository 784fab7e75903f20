import { z } from 'zod';
import { Refused } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { defineDeed } from '../undo/index.ts';
import { restoreContact } from './archive-contact.ts';
import { lockContact } from './queries.ts';

/** Takes the archiving of a contact back, as long as nobody changed the contact since. */
export const contactDeed = defineDeed(
  'archive-contact',
  'write',
  z.object({ number: z.string(), id: z.uuid(), changed_ms: z.number() }),
  async (tx, actor, { number, id, changed_ms: at }, now) => {
    const { contact } = await lockContact(tx, actor, number, id);
    if (contact.archived_at === null || contact.updated_at.epochMilliseconds !== at)
      throw new Refused('undo.refused-changed');
    await restoreContact(tx, actor, contact, now);
    return { path: paths.office.contact(number, id), said: { key: 'contacts.said-restored' } };
  },
);
