import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import type { OfficeFormVisit } from '../access/index.ts';
import { retryDelivery } from '../deliveries/index.ts';
import { ask, chosenIn, tell } from './answer.tsx';
import { carryOut } from './carry-out.ts';

/** Sends many messages again that failed or were kept. */
export async function manyDeliveries(visit: OfficeFormVisit): Promise<Response> {
  const { form, t, actor, now, services } = visit;
  const found = await chosenIn(visit, 'delivery', paths.office.deliveries, () => Promise.resolve([]));
  const chosen = { ...found, names: found.names.filter(isUuid) };
  if (form.text('deed') !== 'retry') throw new NotFound();
  const count = chosen.names.length;
  if (!form.has('sure'))
    return ask(visit, 'delivery', chosen, 'retry', {
      title: t('bulk.retry-title', { count }),
      text: t('bulk.retry-text'),
      deed: t('bulk.retry-deed', { count }),
      action: paths.office.bulk('deliveries'),
    });
  const outcome = await carryOut(visit, chosen.names, (tx, id) => retryDelivery(tx, actor, id, services.senders, now));
  return tell(visit, outcome, {
    key: 'bulk.said-retried',
    back: chosen.back,
    shown: (id) => ({ name: t('bulk.this-message'), href: paths.office.delivery(id) }),
  });
}
