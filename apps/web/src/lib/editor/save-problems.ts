import type { CollabErrorCode } from '@paperkite/collab/client';
import { m } from '@paperkite/i18n';

const REASONS: Record<CollabErrorCode, () => string> = {
  'not-signed-in': m.editor_not_saved_signed_out,
  'unknown-project': m.editor_not_saved_access,
  'no-access': m.editor_not_saved_access,
  'malformed-update': m.editor_not_saved_rejected,
  'update-too-big': m.editor_not_saved_too_large,
  'project-too-big': m.editor_not_saved_too_large,
  'too-fast': m.editor_not_saved_rejected,
  'too-slow': m.editor_not_saved_rejected,
  'log-unavailable': m.editor_not_saved_rejected,
  'server-closing': m.editor_not_saved_rejected,
  'read-only': m.editor_not_saved_frozen,
  'device-storage-full': m.editor_not_saved_quota,
  'device-storage-unavailable': m.editor_not_saved_quota,
  'upload-refused': m.editor_not_saved_upload,
  'no-server': m.editor_not_saved_rejected,
  'timed-out': m.editor_not_saved_rejected,
  closed: m.editor_not_saved_rejected,
};

/** Why a work cannot be saved, for the saved state in the top bar. */
export const saveProblem = (code: CollabErrorCode): string => REASONS[code]();
