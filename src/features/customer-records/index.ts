export { officeCustomers } from './office.tsx';
export { findCustomers } from './list-queries.ts';
