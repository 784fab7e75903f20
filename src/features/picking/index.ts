export { CustomersView } from './customers-view.page.tsx';
export { customerAsked, customerByNumber, type Picked } from './find-customers.ts';
export { pickCustomer } from './pick-customer.tsx';
export { reachOf, type Reach } from './reach.ts';
