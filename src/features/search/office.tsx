import type { Hono } from 'hono';
import { paths } from '../../kernel/paths.ts';
import { MOST_CHARACTERS, searchWords } from '../../platform/db/search-words.ts';
import { cleanText } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor, shownPhone } from '../access/index.ts';
import { lookedFor } from './looked-for.ts';
import { searchEverything } from './queries.ts';
import { SearchPage } from './search.page.tsx';

/** Search over customers, jobs and invoices: the box at the top of every office page leads here. */
export function searchRoutes(app: Hono, services: Services): void {
  officeDoor(app, services).get(paths.office.search, { right: 'read' }, async (visit) => {
    const { actor, org, frame } = visit;
    const typed = cleanText(visit.c.req.query('q') ?? '').slice(0, MOST_CHARACTERS);
    const found = await visit.read(async (tx) => {
      const words = lookedFor(await searchWords(tx, typed, org.country));
      return words.length === 0 ? null : searchEverything(tx, actor, words, typed);
    });
    return visit.page(
      <SearchPage frame={frame} typed={typed} found={found} phone={(number) => shownPhone(number, org.country)} />,
    );
  });
}
