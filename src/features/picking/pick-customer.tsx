import { paths, withQuery } from '../../kernel/paths.ts';
import type { OfficeVisit } from '../access/index.ts';
import { customerByNumber, findCustomers, type Picked } from './find-customers.ts';
import { PickCustomerPage } from './pick-customer.page.tsx';

/**
 * The customer a new record is for: the one of `customer` in the address, else a page that finds one and comes back.
 * A search that fits just one goes straight on. Whatever else the address carries is kept.
 * @param title what is being made, for the page
 * @throws NotFound for a number that isn't the org's
 */
export async function pickCustomer(visit: OfficeVisit, title: string): Promise<Picked | Response> {
  const { c, actor, org } = visit;
  const number = c.req.query('customer');
  if (number !== undefined && number !== '') return visit.read((tx) => customerByNumber(tx, actor, number));
  const text = (c.req.query('find') ?? '').trim();
  const found = text === '' ? [] : await visit.read((tx) => findCustomers(tx, actor, text, org.country));
  const { find: _find, customer: _customer, ...others } = c.req.query();
  const hrefOf = (picked: Picked) => withQuery(c.req.path, { ...others, customer: picked.number });
  const [only, ...more] = found;
  if (only && more.length === 0) return visit.redirect(hrefOf(only));
  return visit.page(
    <PickCustomerPage
      frame={visit.frame}
      title={title}
      action={c.req.path}
      others={others}
      text={text}
      found={found}
      hrefOf={hrefOf}
      newCustomerHref={paths.office.newCustomer}
    />,
  );
}
