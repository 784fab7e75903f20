// What the views are given: types only, so that no view comes near a query.
export type { EraseRefusal } from './erase.ts';
export type { ErasureListed, ErasureRecord, OwnRequest, RequestShown } from './queries.ts';
