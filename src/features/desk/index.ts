export { deskRoutes } from './office.tsx';
