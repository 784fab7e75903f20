export { FileTooLarge, folderStore, type FileStore, type StoredFile } from './store.ts';
export { MalformedUpload } from './multipart.ts';
export { receiveUpload, safeFileName, type UploadedForm } from './upload.ts';
