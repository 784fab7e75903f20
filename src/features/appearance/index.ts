export { appearanceRoutes } from './routes.ts';
