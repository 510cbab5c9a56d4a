import type { ProjectError, ProjectErrorCode } from '@paperkite/project';
import { m } from '@paperkite/i18n';

const SENTENCES: Record<ProjectErrorCode, (details: { limit: number; name: string; path: string }) => string> = {
  'not-a-project-file': m.errors_project_not_a_project_file,
  'zip-damaged': m.errors_project_zip_damaged,
  'zip-too-large': m.errors_project_zip_too_large,
  'zip-too-many-entries': m.errors_project_zip_too_large,
  'project-json-missing': m.errors_project_not_a_project_file,
  'sprite-json-missing': m.errors_sprite_json_missing,
  'json-damaged': m.errors_project_damaged,
  'json-too-large': m.errors_project_zip_too_large,
  'json-too-deep': m.errors_project_damaged,
  'structure-invalid': m.errors_project_damaged,
  'format-too-new': m.errors_project_format_too_new,
  'stage-missing': m.errors_project_damaged,
  'blocks-cyclic': m.errors_project_damaged,
  'too-many-targets': m.errors_project_too_much,
  'too-many-boards': m.errors_project_too_much,
  'too-many-blocks': m.errors_project_too_much,
  'list-too-long': m.errors_project_too_much,
  'asset-missing': m.errors_project_asset_missing,
  'asset-damaged': m.errors_project_asset_damaged,
  'asset-too-large': ({ limit }) => m.errors_project_asset_too_large({ megabytes: Math.floor(limit / 1_000_000) }),
  'asset-unsupported': m.errors_project_asset_unsupported,
};

/** What is wrong with a file that somebody gave, and what to do about it. */
export function projectMessage({ code, details }: ProjectError): string {
  return SENTENCES[code]({
    limit: Number(details.limit ?? 0),
    name: String(details.name ?? ''),
    path: String(details.path ?? ''),
  });
}
