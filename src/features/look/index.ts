export { lookRoutes } from './office.tsx';
