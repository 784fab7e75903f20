export { setupRoutes } from './setup.tsx';
export { setupUrl } from './setup-key.ts';
