export { accountRoutes } from './office.tsx';
