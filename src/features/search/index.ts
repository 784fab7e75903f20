export { searchRoutes } from './office.tsx';
export { searchWords } from './search-words.ts';
