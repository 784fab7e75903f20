export { helpRoutes } from './office.tsx';
