export { bulkRoutes } from './office.ts';
