import type { Hono } from 'hono';
import { MOST_CHARACTERS, searchWords } from '../../platform/db/search-words.ts';
import { cleanText } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor, shownPhone, type OfficeVisit } from '../access/index.ts';
import { jobTitles } from '../visible-jobs/index.ts';
import { MOST_FOUND, MOST_OFFERED } from './found.ts';
import type { Said } from './groups.tsx';
import { lookedFor } from './looked-for.ts';
import { PaletteOptions } from './palette.page.tsx';
import { searchEverything } from './queries.ts';
import { SearchPage } from './search.page.tsx';

/** Search over everything: the box at the top of every office page leads here, and the palette asks the same. */
export function searchRoutes(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  door.get('/office/search', { right: 'read' }, async (visit) => {
    const { typed, found } = await look(visit, MOST_FOUND);
    return visit.page(<SearchPage frame={visit.frame} typed={typed} found={found} said={saidIn(visit)} />);
  });
  door.get('/office/search/palette', { right: 'read' }, async (visit) => {
    const { typed, found } = await look(visit, MOST_OFFERED);
    return visit.page(
      <PaletteOptions
        frame={visit.frame}
        typed={typed}
        found={found}
        mayWrite={visit.may('write')}
        said={saidIn(visit)}
      />,
    );
  });
}

function saidIn({ org, t }: OfficeVisit): Said {
  return { phone: (number) => shownPhone(number, org.country), jobWord: jobTitles(org, t).job };
}

async function look(visit: OfficeVisit, most: number) {
  const typed = cleanText(visit.c.req.query('q') ?? '').slice(0, MOST_CHARACTERS);
  const found = await visit.read(async (tx) => {
    const words = lookedFor(await searchWords(tx, typed, visit.org.country));
    return words.length === 0 ? null : searchEverything(tx, visit.actor, words, typed, most);
  });
  return { typed, found };
}
