export { stepUpRoutes } from './portal.tsx';
export { stepUpSecret } from './secret.ts';
