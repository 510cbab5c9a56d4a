import type { Artefact, ArtefactKind, Track } from './definition.ts';
import type { ArtefactValue, EntryDraft, FileValue, ProjectValue } from './draft.ts';
import { fault, remark, type Finding } from './findings.ts';

const VALUE_KIND: Readonly<Record<ArtefactKind, ArtefactValue['kind']>> = {
  title: 'text',
  text: 'text',
  process_text: 'text',
  link: 'text',
  image: 'file',
  video: 'file',
  report: 'file',
  data: 'file',
  project: 'project',
};

/** Whether the artefacts that a track asks for are there and within their limits. @see S1-R05, S1-R24 */
export function checkArtefacts(track: Track, values: EntryDraft['artefacts']): Finding[] {
  const asked = new Set(track.artefacts.map(({ id }) => id));
  return [
    ...track.artefacts.flatMap((artefact) =>
      checkArtefact(artefact, Object.hasOwn(values, artefact.id) ? values[artefact.id] : null),
    ),
    ...Object.keys(values)
      .filter((id) => !asked.has(id) && values[id] !== null)
      .map((id) => fault('artefact_unknown', id)),
  ];
}

/** One artefact alone, for a field that was just left. */
export function checkArtefact(artefact: Artefact, value: ArtefactValue | null | undefined): Finding[] {
  const { id, kind, required } = artefact;
  const empty = value === null || value === undefined || (value.kind === 'text' && value.text.trim() === '');
  if (empty) return required ? [fault('artefact_missing', id)] : [];
  if (kind === null || VALUE_KIND[kind] !== value.kind) return [fault('artefact_wrong_kind', id)];
  switch (value.kind) {
    case 'text':
      return checkText(artefact, value.text.trim());
    case 'file':
      return checkFile(artefact, value);
    case 'project':
      return checkProject(id, value);
  }
}

function checkText({ id, kind, limits }: Artefact, text: string): Finding[] {
  // Counted in Unicode characters: a Chinese character outside the basic plane or an emoji is one, not two.
  const length = Array.from(text).length;
  const { minLength: min = 0, maxLength: max = Infinity } = limits;
  if (length < min) return [fault('text_too_short', id, { min, length })];
  if (length > max) return [fault('text_too_long', id, { max, length })];
  return kind === 'link' && !isWebAddress(text) ? [fault('link_invalid', id)] : [];
}

/** An address that staff can safely open: http or https, with a host, without credentials. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return ['http:', 'https:'].includes(url.protocol) && url.hostname.includes('.') && !url.username && !url.password;
}

function checkFile({ id, limits }: Artefact, file: FileValue): Finding[] {
  const findings: Finding[] = [];
  if (limits.accept && !limits.accept.includes(file.type)) {
    findings.push(fault('file_type_not_accepted', id, { type: file.type, accept: limits.accept.join(', ') }));
  }
  if (file.bytes === 0) findings.push(fault('file_empty', id));
  if (file.bytes > (limits.maxBytes ?? Infinity)) {
    findings.push(fault('file_too_large', id, { bytes: file.bytes, maxBytes: limits.maxBytes! }));
  }
  if (!file.stored) findings.push(fault('file_not_uploaded', id));
  return findings;
}

function checkProject(id: string, { blocks, startable }: ProjectValue): Finding[] {
  if (blocks === 0) return [fault('project_empty', id)];
  return startable === 0 ? [remark('project_never_starts', id)] : [];
}
