export { CustomerSide } from './customer-side.page.tsx';
export { CustomersView } from './customers-view.page.tsx';
export { customerAsked, customerByNumber, type Picked } from './find-customers.ts';
export { pickCustomer } from './pick-customer.tsx';
export { reachOf } from './reach.ts';
