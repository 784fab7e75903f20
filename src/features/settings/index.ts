export { settingsRoutes } from './office.tsx';
