import { err, ok, type Result } from '@paperkite/kernel';
import { groupOf, trackOf, type Artefact, type ArtefactKind, type ArtefactLimits } from './definition.ts';
import type { Definition, Group, Names, Track } from './definition.ts';
import { ContestError } from './errors.ts';

/** The form of one track, made from the definition: what to ask, in which order, within which limits. Plain JSON. */
export interface FormModel {
  readonly definition: string;
  readonly definitionVersion: number;
  readonly track: string;
  readonly names: Names;
  readonly theme: Names | null;
  readonly entrant: 'person' | 'teacher';
  readonly groups: readonly Group[];
  readonly team: {
    /** Most people, the leader included; null means any number. */
    readonly max: number | null;
    readonly sameGroup: boolean;
  };
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly id: string;
  readonly kind: ArtefactKind;
  readonly names: Names;
  readonly hint: Names | null;
  readonly required: boolean;
  /** Filled in by us at submission (the frozen snapshot), not typed or chosen. */
  readonly automatic: boolean;
  readonly limits: ArtefactLimits;
}

/** An artefact as a field; null when nothing says what kind of thing it is. */
export function fieldOf(artefact: Artefact): FormField | null {
  const { id, kind, names, hint, required, limits } = artefact;
  return kind && { id, kind, names, hint, required, automatic: kind === 'project', limits };
}

/**
 * The form for entering a track. Fails with `track_unknown`, `track_for_units` (units apply, they do not enter) and
 * `artefact_undeclared` when the definition names an artefact without saying what kind it is.
 * @see S1-R24
 */
export function entryForm(definition: Definition, trackId: string): Result<FormModel, ContestError> {
  const track = trackOf(definition, trackId);
  if (!track) return err(new ContestError('track_unknown', { track: trackId }));
  if (track.entrant === 'unit') return err(new ContestError('track_for_units', { track: trackId }));
  const fields: FormField[] = [];
  for (const artefact of track.artefacts) {
    const field = fieldOf(artefact);
    if (!field) return err(new ContestError('artefact_undeclared', { track: trackId, artefact: artefact.id }));
    fields.push(field);
  }
  return ok({
    definition: definition.id,
    definitionVersion: definition.version,
    track: track.id,
    names: track.names,
    theme: track.theme,
    entrant: track.entrant,
    groups: track.groups.flatMap((id) => groupOf(definition, id) ?? []),
    team: track.team,
    fields,
  });
}

/** The tracks that a project made in the editor can be entered in by such a person, in the order of the notice. */
export const tracksForProject = (definition: Definition, entrant: 'person' | 'teacher' = 'person'): Track[] =>
  definition.tracks.filter(
    (track) => track.entrant === entrant && track.artefacts.some(({ kind }) => kind === 'project'),
  );
