export { stepUpRoutes } from './portal.tsx';
export { stepUpSecret } from './secret.ts';
export { stepUpPersonal } from './personal.ts';
