import { CodedError } from '@paperkite/kernel';

/**
 * Why a file or document that somebody gave us could not be read. Details by code: `limit` (a number) for everything that
 * is too much, `path` (where in the document) for `structure-invalid`, `name` for one entry or asset.
 */
export const PROJECT_ERROR_CODES = [
  /** The bytes are no zip archive at all. */
  'not-a-project-file',
  /** A zip archive, but cut off, encrypted, or contradicting itself. */
  'zip-damaged',
  'zip-too-large',
  'zip-too-many-entries',
  'project-json-missing',
  /** An archive without a sprite, where a .sprite3 or .sprite2 file was expected. */
  'sprite-json-missing',
  'json-damaged',
  'json-too-large',
  'json-too-deep',
  /** Well-formed, but not a project; `path` says where. */
  'structure-invalid',
  /** Made by a newer version of this program. */
  'format-too-new',
  'stage-missing',
  /** Blocks that contain themselves. */
  'blocks-cyclic',
  'too-many-targets',
  'too-many-boards',
  'too-many-blocks',
  'list-too-long',
  'asset-missing',
  'asset-damaged',
  'asset-too-large',
  /** Not one of the picture and sound formats that the stage can show or play. */
  'asset-unsupported',
] as const;

export type ProjectErrorCode = (typeof PROJECT_ERROR_CODES)[number];

/** Expected failures of reading projects, files and assets. */
export class ProjectError extends CodedError<ProjectErrorCode> {}
