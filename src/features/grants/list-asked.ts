// The list's address, for views: they come near no query.
export { namesHref, type NamesAsked } from '../../platform/db/name-list.ts';
