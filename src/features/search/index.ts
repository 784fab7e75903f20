export { searchRoutes } from './office.tsx';
