/** Object storage for the server; needs Node. */
export { FILES_ERROR_CODES, FilesError, type FilesErrorCode } from './errors.ts';
export {
  DEFAULT_MAX_BYTES,
  isSha256,
  type DirectUpload,
  type DirectUploads,
  type ExpectedFile,
  type FileContent,
  type FileStore,
} from './file-store.ts';
export { localFileStore } from './local-file-store.ts';
export { supabaseFileStore, type SupabaseFilesOptions } from './supabase-file-store.ts';
