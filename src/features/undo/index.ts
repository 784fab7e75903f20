export { undoRoutes } from './office.ts';
export { defineDeed, type Deed } from './undo.ts';
