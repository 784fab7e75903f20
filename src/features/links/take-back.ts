import { z } from 'zod';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { ownPath, paths } from '../../kernel/paths.ts';
import { defineDeed } from '../undo/index.ts';
import { lockLinkById } from './queries.ts';
import { openAgain } from './share-link.ts';

/** Takes the disabling of a link back: the same address opens again. Enabled anew since, it has another and stays. */
export const linkDeed = defineDeed(
  'disable-link',
  'write',
  z.object({ id: z.uuid(), disabled_ms: z.number(), back: z.string() }),
  async (tx, actor, { id, disabled_ms: at, back }, now) => {
    const link = await lockLinkById(tx, actor, id);
    if (link === null) throw new NotFound();
    if (link.disabled_at?.epochMilliseconds !== at) throw new Refused('undo.refused-changed');
    await openAgain(tx, actor, link, now);
    return { path: ownPath(back) ?? paths.office.home, said: { key: 'sharing.said-back' } };
  },
);
