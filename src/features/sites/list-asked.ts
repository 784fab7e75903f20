// The list's address, for views: they come near no query.
export { COUNTED, namesAsked as readAsked, namesHref as askedHref } from '../../platform/db/name-list.ts';
