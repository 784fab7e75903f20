export { customersDeed } from './customers.tsx';
export { bulkRoutes } from './office.ts';
