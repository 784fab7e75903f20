export { officeDrafts } from './office.tsx';
