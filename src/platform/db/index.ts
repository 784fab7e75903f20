export { isReachable, openPool, type PoolOptions } from './pool.ts';
export { replanned } from './replanned.ts';
export { recordset, type RecordColumns } from './recordset.ts';
export { build, database, type Database, type Reads, type Tx } from './scope.ts';
export {
  encodeCursor,
  isDayText,
  isFirstPage,
  isInstantText,
  listPage,
  pageIn,
  pageQuery,
  pastCursor,
  readingOrder,
  type Cursor,
  type ListPage,
  type Order,
  type PageAsked,
  type PlaceInList,
} from './keyset.ts';
export { prepared, runPrepared } from './prepared.ts';
