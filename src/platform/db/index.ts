export { isReachable, openPool, type PoolOptions } from './pool.ts';
export { recordset, type RecordColumns } from './recordset.ts';
export { build, database, type Database, type Tx } from './scope.ts';
