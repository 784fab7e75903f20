export { homePortal } from './portal.tsx';
