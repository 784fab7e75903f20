/** The field of a form that holds files. */
export const FILES_FIELD = 'files';
