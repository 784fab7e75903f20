import { z } from 'zod';
import { Refused } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { defineDeed } from '../undo/index.ts';
import { findSite } from './office-queries.ts';
import { setArchived } from './save-site.ts';

/** Takes the archiving of a site back, as long as nobody changed the site since. */
export const siteDeed = defineDeed(
  'archive-site',
  'write',
  z.object({ id: z.uuid(), changed_ms: z.number() }),
  async (tx, actor, { id, changed_ms: at }, now) => {
    const site = await findSite(tx, actor, id, { lock: true });
    if (site.archived_at === null || site.updated_at.epochMilliseconds !== at)
      throw new Refused('undo.refused-changed');
    await setArchived(tx, actor, site, false, now);
    return { path: paths.office.site(id), said: { key: 'sites.said-restored' } };
  },
);
