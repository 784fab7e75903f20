export { filterRoutes } from './office.tsx';
export { removeFilterDeed } from './save-filter.ts';
