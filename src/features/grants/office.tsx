import type { Hono } from 'hono';
import { Invalid, type Problem } from '../../kernel/errors.ts';
import type { StaffActor } from '../../kernel/actor.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths, withQuery } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import { streamAnswer } from '../../platform/live/index.ts';
import { namesAsked } from '../../platform/db/name-list.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts } from '../../ui/index.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { effectsOf, EffectsPage, momentOf, SEEN, STEP, type Effects } from '../rights/index.ts';
import { beginGrant, targetsOf, undoGrant } from './begin-grant.ts';
import { progressOf, undoRefusal, wishIn, type GrantLayer, type Wish } from './grant.ts';
import { GrantPage } from './grant.page.tsx';
import { GrantsPage, wishWords } from './grants.page.tsx';
import { chosenAs, findGrant, lastGrants, listChoosable, tallyOf, type Chosen } from './queries.ts';

/** One choice for many customers or contacts at once. */
export function officeGrants(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  door.get(paths.office.grants, { right: 'manage' }, (visit) => listPage(visit, layerIn(visit.c.req.query('of')), []));
  door.post(paths.office.grants, { right: 'manage' }, grant);
  door.get('/office/grants/live', { right: 'manage', quiet: true }, live);
  door.get('/office/grants/:id', { right: 'manage' }, grantPage);
  door.post('/office/grants/:id/undoing', { right: 'manage' }, async (visit) => {
    const id = visit.c.req.param('id') ?? '';
    await visit.write((tx) => undoGrant(tx, visit.actor, id, visit.now));
    return visit.redirect(paths.office.grant(id), { key: 'grants.said-undone' });
  });
}

function layerIn(text: string | undefined): GrantLayer {
  return text === 'contact' ? 'contact' : 'customer';
}

async function listPage(
  visit: OfficeVisit,
  layer: GrantLayer,
  problems: readonly Problem[],
  q?: string,
): Promise<Response> {
  const asked = { ...namesAsked(visit.c.req.query()), ...(q === undefined ? {} : { q }) };
  const [found, last] = await visit.read(
    async (tx) =>
      [
        await listChoosable(tx, visit.actor, layer, asked, visit.org.country),
        await lastGrants(tx, visit.actor),
      ] as const,
  );
  return visit.page(
    <GrantsPage
      frame={visit.frame}
      layer={layer}
      asked={asked}
      found={found}
      last={last}
      problems={problemTexts(problems, visit.t)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

interface Asked {
  readonly chosen: Chosen;
  readonly wish: Wish;
  readonly id: string;
}

/** First the list of who gains and loses; then, if it still holds, the deed. */
async function grant(visit: OfficeFormVisit): Promise<Response> {
  const { form, t } = visit;
  const layer = layerIn(form.text('of'));
  if (form.text(STEP) === 'back' && form.has('customer')) return visit.redirect(paths.office.bulk('customers'));
  if (form.text(STEP) === 'back')
    return visit.redirect(withQuery(paths.office.grants, { of: layer, q: form.text('q') }));
  try {
    const asked = readAsked(visit, layer);
    if (form.text(STEP) !== 'save') {
      const { effects, total } = await visit.read((tx) => looked(tx, visit, asked));
      return drawEffects(visit, asked, effects, total, false);
    }
    const outcome = await visit.write(async (tx) => {
      const { effects, ids, total } = await looked(tx, visit, asked);
      if (`${total}.${effects.fingerprint}` !== form.text(SEEN)) return { effects, total };
      await beginGrant(tx, visit.actor, { id: asked.id, layer, wish: asked.wish, ids }, visit.now);
      return null;
    });
    if (outcome !== null) return drawEffects(visit, asked, outcome.effects, outcome.total, true);
    return visit.redirect(paths.office.grant(asked.id), {
      key: 'grants.said',
      values: { wish: wishWords(asked.wish, layer, t) },
    });
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return listPage(visit, layer, error.problems, form.text('q'));
  }
}

function readAsked({ form }: OfficeFormVisit, layer: GrantLayer): Asked {
  const wish = wishIn(form.text('wish'));
  if (wish === null) throw new Invalid([{ field: 'wish', key: 'grants.problem-wish' }]);
  const ids = form.has('all') ? null : form.all('who').filter(isUuid);
  // The table of customers ticks them by number.
  const numbers = layer === 'customer' ? form.all('customer') : [];
  const id = isUuid(form.text('key')) ? form.text('key') : crypto.randomUUID();
  return { chosen: { layer, ids, numbers, q: form.text('q') }, wish, id };
}

async function looked(tx: Tx, visit: OfficeFormVisit, { chosen, wish }: Asked) {
  const of = await chosenAs(tx, visit.actor.orgId, chosen, visit.org.country);
  const ids = await targetsOf(tx, visit.actor, chosen.layer, of);
  const change = { layer: chosen.layer, of, next: { [wish.area]: wish.choice } };
  return { ids, total: ids.length, effects: await effectsOf(tx, visit.actor, change, momentOf(visit)) };
}

function drawEffects(visit: OfficeFormVisit, asked: Asked, effects: Effects, total: number, again: boolean): Response {
  const { form, t } = visit;
  const typed = { ...Object.fromEntries(form.names.map((name) => [name, form.all(name)])), key: [asked.id] };
  return visit.page(
    <EffectsPage
      frame={visit.frame}
      title={t('grants.review')}
      text={t(`grants.review-${asked.chosen.layer}`, {
        count: total,
        wish: wishWords(asked.wish, asked.chosen.layer, t),
      })}
      action={paths.office.grants}
      typed={typed}
      effects={{ ...effects, fingerprint: `${total}.${effects.fingerprint}` }}
      again={again}
      deed={t('grants.carry-out')}
    />,
  );
}

async function grantAndTally(tx: Tx, actor: StaffActor, id: string) {
  const grant = await findGrant(tx, actor, id);
  return { grant, tally: await tallyOf(tx, actor, grant) };
}

/** A screen asks to be told how far a grant is. */
async function live({ actor, services, c }: OfficeVisit): Promise<Response> {
  const id = c.req.query('of') ?? '';
  const now = async () => {
    const { grant, tally } = await services.db.inReadScope(actor, (tx) => grantAndTally(tx, actor, id));
    return progressOf(grant, tally);
  };
  await now();
  return streamAnswer(services.live, {
    orgId: actor.orgId,
    sessionId: actor.sessionId,
    customerId: null,
    personId: actor.staffId,
    threadId: id,
    missed: async () => (await now()) !== (c.req.query('at') ?? ''),
  });
}

async function grantPage(visit: OfficeVisit): Promise<Response> {
  const { grant: row, tally } = await visit.read((tx) => grantAndTally(tx, visit.actor, visit.c.req.param('id') ?? ''));
  return visit.page(
    <GrantPage frame={visit.frame} grant={row} tally={tally} mayUndo={undoRefusal(row, visit.now) === null} />,
  );
}
