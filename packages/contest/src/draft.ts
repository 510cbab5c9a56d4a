/** What people enter about an entry, before and at submission. Plain JSON; the browser and the server check the same thing. */
export interface EntryDraft {
  readonly track: string;
  readonly group: string | null;
  /** The leader first. On the server these come from the database, never from the request. */
  readonly members: readonly Member[];
  /** By artefact id. What is missing or null is not filled in. */
  readonly artefacts: Readonly<Record<string, ArtefactValue | null>>;
}

export interface Member {
  /** Person id. Names stay outside, so that a log of entries holds none. */
  readonly person: string;
  readonly kind: 'pupil' | 'teacher';
  /** School year 1..12, or the kind of school (中专, 职高, ...), or null when nobody said. */
  readonly grade: number | string | null;
  readonly acceptance: 'pending' | 'accepted';
}

export type ArtefactValue = TextValue | FileValue | ProjectValue;

/** A title, a text or a link as typed. */
export interface TextValue {
  readonly kind: 'text';
  readonly text: string;
}

/** A file. On the server, type and size come from the stored bytes, never from the request. */
export interface FileValue {
  readonly kind: 'file';
  /** SHA-256 of the bytes, 64 lower-case hex digits. */
  readonly hash: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  /** Whether the server has the bytes durably. */
  readonly stored: boolean;
}

/** What the rules need to know of the project; the snapshot itself is taken at submission. */
export interface ProjectValue {
  readonly kind: 'project';
  /** Project id. */
  readonly project: string;
  /** Blocks in all targets. */
  readonly blocks: number;
  /** Scripts that begin with a hat block, so that something can start them. */
  readonly startable: number;
}
