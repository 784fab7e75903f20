export { teamRoutes } from './office.tsx';
