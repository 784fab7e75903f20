export { FileTooLarge, folderStore, newFileKey, type FileStore, type StoredFile } from './store.ts';
export { MalformedUpload } from './multipart.ts';
export {
  dropReceived,
  receiveFiles,
  receiveUpload,
  safeFileName,
  type FilesForm,
  type OversizeFile,
  type ReceivedFile,
  type UploadedForm,
} from './upload.ts';
