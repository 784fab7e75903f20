export { answerFile } from './answer-file.ts';
export { attachFiles } from './attach-files.ts';
export { FILES_FIELD } from './field.ts';
export { FILE_COLUMNS, type MessageFile, type PreparedFile, type StoredMessageFile } from './file.ts';
export { FileList, FilesPicker, type FilePath } from './files.page.tsx';
export { FILES_NEED } from './limits.ts';
export { dropFiles, prepareFiles } from './prepare-files.ts';
export { filesOfThread } from './queries.ts';
export { beginUpload, sweepUploadTask } from './uploads.ts';
