import { NotFound } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { staffMay } from '../../kernel/permissions.ts';
import { namesAsked, namesHref } from '../../platform/db/name-list.ts';
import type { OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import { findCustomers } from '../customer-records/index.ts';
import { archiveCustomer, customersDeed, lockCustomerByNumber, restoreCustomer } from '../customers/index.ts';
import { ask, chosenIn, tell, type Chosen } from './answer.tsx';
import { carryOut } from './carry-out.ts';
import { ManyCustomersPage } from './customers.page.tsx';

const HERE = paths.office.bulk('customers');

/** The customers as a table with ticks; the list itself has the open record beside it and no room for them. */
export async function drawCustomers(visit: OfficeVisit): Promise<Response> {
  const asked = namesAsked(visit.c.req.query());
  const found = await visit.read((tx) => findCustomers(tx, visit.actor, asked, visit.org.country));
  return visit.page(
    <ManyCustomersPage
      frame={visit.frame}
      asked={asked}
      found={found}
      mayManage={staffMay(visit.actor.role, 'manage')}
      here={namesHref(HERE, asked, {})}
      newer={found.newer === null ? undefined : namesHref(HERE, asked, { before: found.newer })}
      older={found.older === null ? undefined : namesHref(HERE, asked, { after: found.older })}
    />,
  );
}

export async function manyCustomers(visit: OfficeFormVisit): Promise<Response> {
  const { form, t } = visit;
  const deed = form.text('deed');
  if (deed !== 'archive' && deed !== 'restore') throw new NotFound();
  const chosen = await chosenIn(visit, 'customer', HERE, () => Promise.resolve([]));
  if (form.has('sure')) return change(visit, chosen, deed);
  const count = chosen.names.length;
  return ask(visit, 'customer', chosen, deed, {
    title: t(`bulk.${deed}-title`, { count }),
    text: t(`bulk.${deed}-text`),
    deed: t(`bulk.${deed}-deed`, { count }),
    danger: deed === 'archive',
    action: HERE,
  });
}

async function change(visit: OfficeFormVisit, { names, back }: Chosen, deed: 'archive' | 'restore'): Promise<Response> {
  const { actor, now } = visit;
  const outcome = await carryOut(visit, names, async (tx, number) => {
    const customer = await lockCustomerByNumber(tx, actor, number);
    if ((customer.archived_at !== null) === (deed === 'archive')) return null;
    await (deed === 'archive' ? archiveCustomer : restoreCustomer)(tx, actor, customer, now);
    return number;
  });
  const numbers = outcome.done.filter((number) => number !== null);
  const data = { numbers, archived: deed === 'archive', changed_ms: now.epochMilliseconds, back };
  const undo = numbers.length === 0 ? undefined : await visit.write((tx) => customersDeed.offer(tx, actor, data, now));
  return tell(visit, outcome, {
    key: `bulk.said-${deed}d`,
    back,
    undo,
    shown: (number) => ({ name: number, href: paths.office.customer(number) }),
  });
}
