export { officeCustomers } from './office.tsx';
