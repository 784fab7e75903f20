export { deliveryRoutes } from './office.tsx';
