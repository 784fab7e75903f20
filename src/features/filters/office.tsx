import type { Hono } from 'hono';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import { isListName, OFFICE_LISTS } from '../../kernel/lists.ts';
import { ownPath, paths, withQuery } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts } from '../../ui/index.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { MOST_COLUMNS, readFilter } from './filter.ts';
import { FiltersPage, SaveFilterPage } from './filters.page.tsx';
import { chooseColumns, filtersOf, moveFilter, removeFilter, renameFilter, saveFilter } from './save-filter.ts';

/** Saved filters and chosen columns of the office's lists. The tabs themselves stand on each list. */
export function filterRoutes(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  door.get('/office/filters', { right: 'read' }, drawAll);
  door.post('/office/filters', { right: 'read' }, save);
  door.post('/office/filters/:id/name', { right: 'read' }, rename);
  door.post('/office/filters/:id/place', { right: 'read' }, move);
  door.post('/office/filters/:id/removal', { right: 'read' }, remove);
  door.post('/office/columns', { right: 'read' }, choose);
}

const idOf = (visit: OfficeVisit) => visit.c.req.param('id') ?? '';
const manage = (list: string) => withQuery(paths.office.filters, { list });

async function drawAll(visit: OfficeVisit): Promise<Response> {
  const list = visit.c.req.query('list') ?? '';
  if (!isListName(list)) throw new NotFound();
  const filters = await visit.read((tx) => filtersOf(tx, visit.actor, list));
  return visit.page(<FiltersPage frame={visit.frame} list={list} filters={filters} mayWrite={visit.may('write')} />);
}

async function save(visit: OfficeFormVisit): Promise<Response> {
  const { form, actor, now, t } = visit;
  const kept = readFilter(form.text('list'), form.text('query'));
  if (kept === null) throw new NotFound();
  const name = form.text('name');
  try {
    await visit.write((tx) => saveFilter(tx, actor, { ...kept, name, forTeam: form.has('team') }, now));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return visit.page(
      <SaveFilterPage
        frame={visit.frame}
        {...kept}
        name={name}
        forTeam={form.has('team')}
        mayWrite={visit.may('write')}
        problems={problemTexts(error.problems, t)}
      />,
      422,
    );
  }
  const back = `${OFFICE_LISTS[kept.list]}?${kept.query}`;
  return visit.redirect(back, { key: 'filters.said-saved', values: { name } });
}

async function rename(visit: OfficeFormVisit): Promise<Response> {
  const name = visit.form.text('name');
  try {
    const list = await visit.write((tx) => renameFilter(tx, visit.actor, idOf(visit), name));
    return visit.redirect(manage(list), { key: 'filters.said-renamed', values: { name } });
  } catch (error) {
    const [problem] = error instanceof Invalid ? error.problems : [];
    const list = visit.form.text('list');
    if (problem === undefined || !isListName(list)) throw error;
    return visit.redirect(manage(list), { key: 'filters.said-bad-name', tone: 'warn' });
  }
}

async function move(visit: OfficeFormVisit): Promise<Response> {
  const by = visit.form.text('by') === 'later' ? 1 : -1;
  const list = await visit.write((tx) => moveFilter(tx, visit.actor, idOf(visit), by));
  return visit.redirect(manage(list));
}

async function remove(visit: OfficeFormVisit): Promise<Response> {
  const { list, name, undo } = await visit.write((tx) => removeFilter(tx, visit.actor, idOf(visit), visit.now));
  return visit.redirect(manage(list), { key: 'filters.said-removed', values: { name }, undo });
}

async function choose(visit: OfficeFormVisit): Promise<Response> {
  const { form, actor } = visit;
  const list = form.text('list');
  if (!isListName(list)) throw new NotFound();
  const columns = form.all('column').filter((id) => /^[a-z][a-z_-]{0,30}$/.test(id));
  await visit.write((tx) => chooseColumns(tx, actor, list, columns.slice(0, MOST_COLUMNS)));
  return visit.redirect(ownPath(form.text('back')) ?? OFFICE_LISTS[list], { key: 'filters.said-columns' });
}
