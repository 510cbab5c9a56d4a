/**
 * A notice as data, normalised: every activity (contest, designation, festival) is one of these and has no code of its own.
 * Plain JSON throughout, so that a page can receive one and check an entry as the child types. Dates stay as written
 * ({@link DateText}); `resolveWindows` turns them into instants.
 */
export interface Definition {
  readonly id: string;
  /** Counts up when a published definition changes; entries remember the version they were made under. */
  readonly version: number;
  readonly kind: 'contest' | 'designation' | 'festival';
  readonly names: Names;
  readonly theme: Names | null;
  /** Where the rules come from: number, date and address of the notice, as free text. */
  readonly notice: Readonly<Record<string, string>>;
  /** IANA time zone of every date in the definition. */
  readonly tz: string;
  readonly scope: Scope;
  readonly groups: readonly Group[];
  /** How many entries one person may be part of; null when the notice names no limit. */
  readonly entrantLimit: EntrantLimit | null;
  readonly tracks: readonly Track[];
  readonly windows: readonly DefinedWindow[];
  readonly stages: readonly Stage[];
  readonly quotas: readonly Quota[];
  readonly awards: readonly Award[];
  readonly term: Term | null;
  readonly reports: readonly Report[];
  readonly metrics: readonly Metric[];
  /** Ids of definitions of the same notice. */
  readonly linked: readonly string[];
  /** What the notice leaves open and the author decided; shown to organisers. */
  readonly assumed: readonly string[];
  /** What the notice leaves open and nobody decided yet. */
  readonly unknown: readonly string[];
}

/** A name in both languages. A definition that gives none shows its id. */
export interface Names {
  readonly 'zh-CN': string;
  readonly en: string;
}

/**
 * A date as a notice writes it: `2024-09-30` (the whole day), `2024-09-30T17:00` (that minute), `2026-04` (the whole
 * month), `????-06-30` (every year; no instant until a year is named).
 */
export type DateText = string;

export interface Scope {
  /** From the widest to the narrowest level of the tree of units that takes part. */
  readonly levels: readonly string[];
  readonly alsoNominate: readonly string[];
  /** A level of this definition -> the level in the tree of units where the two use different words. */
  readonly tree: Readonly<Record<string, string>>;
}

export interface Group {
  readonly id: string;
  readonly names: Names;
  /** School years counted from the first year of primary school, both ends included; null means everybody. */
  readonly grades: { readonly from: number; readonly to: number } | null;
  /** Kinds of school that belong here whatever the year, such as 中专 and 职高. @see S1-R04 */
  readonly also: readonly string[];
}

export interface EntrantLimit {
  readonly per: 'track' | 'contest';
  readonly max: number;
  /** Whether only the leader or every member of the team uses up the limit. @see S1-R27 */
  readonly count: 'member' | 'leader';
}

export interface Track {
  readonly id: string;
  readonly names: Names;
  readonly theme: Names | null;
  /** Ids of the groups that may enter. */
  readonly groups: readonly string[];
  readonly entrant: 'person' | 'teacher' | 'unit';
  readonly team: Team;
  readonly artefacts: readonly Artefact[];
  /** Kinds of unit that may apply, when the entrant is a unit. */
  readonly kinds: readonly string[];
  /** Conditions a unit has to meet, as written. */
  readonly conditions: readonly string[];
  readonly channels: readonly string[];
  readonly board: { readonly metric: string; readonly hidden: number } | null;
}

export interface Team {
  /** Most members, the leader included; null when the notice names no limit. */
  readonly max: number | null;
  readonly sameGroup: boolean;
}

export const ARTEFACT_KINDS = [
  'title',
  'text',
  'process_text',
  'link',
  'image',
  'video',
  'report',
  'data',
  'project',
] as const;

export type ArtefactKind = (typeof ARTEFACT_KINDS)[number];

export interface Artefact {
  readonly id: string;
  readonly names: Names;
  readonly hint: Names | null;
  /** Null when neither the definition nor the common vocabulary says what this is; no form can be made of it. */
  readonly kind: ArtefactKind | null;
  readonly required: boolean;
  readonly limits: ArtefactLimits;
}

export interface ArtefactLimits {
  /** Unicode characters after trimming. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Media types, such as `image/png`. */
  readonly accept?: readonly string[];
  readonly maxBytes?: number;
}

export interface DefinedWindow {
  /** `submit`, or `submit.province` where each level has its own. */
  readonly id: string;
  readonly names: Names;
  readonly open: DateText | null;
  readonly close: DateText | null;
  /** How long after the close an upload that began in time may still arrive. */
  readonly uploadGraceMinutes: number;
}

export type StageAction = 'check' | 'score' | 'nominate' | 'allocate' | 'board' | 'live' | 'notice' | 'report';

export interface Stage {
  readonly id: string;
  readonly names: Names;
  /** The level of the scope whose units do this. */
  readonly at: string;
  readonly do: StageAction;
  /** Ids of the tracks it is for; empty means all. */
  readonly tracks: readonly string[];
  readonly quota: string | null;
  /** The stage whose outcome it takes; null means the one before it. */
  readonly from: string | null;
  /** Weights of the parts of a live stage, summing to 1. */
  readonly parts: Readonly<Record<string, number>>;
  /** The outcome informs people and decides nothing. @see S1-R35 */
  readonly advisory: boolean;
  /** `after_close`: not before the submit window has closed. @see S4-R10 */
  readonly when: 'after_close' | null;
}

export type QuotaMax =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'table' };

export interface Quota {
  readonly id: string;
  readonly per: readonly string[];
  readonly min: number | null;
  readonly max: QuotaMax | null;
  readonly table: Readonly<Record<string, number>>;
  /** What a share is of, such as `eligible`. */
  readonly of: string | null;
  readonly bonus: string | null;
  readonly ranked: boolean;
  /** "In principle not more than". @see S0-R32 */
  readonly soft: boolean;
  readonly redistribute: string | null;
  readonly total: number | null;
  readonly tracks: readonly string[];
  readonly kinds: readonly string[];
}

export interface Award {
  readonly id: string;
  readonly names: Names;
  readonly after: string | null;
  readonly of: string | null;
  readonly grant: readonly string[];
}

export interface Term {
  readonly years: readonly number[];
  readonly reviewEvery: number | null;
  readonly renew: string | null;
  readonly revoke: readonly { readonly g: string; readonly after: string | null }[];
}

export interface Report {
  readonly by: string;
  readonly when: string;
  readonly parts: readonly string[];
  readonly rate: readonly string[];
}

export interface Metric {
  readonly id: string;
  readonly unit: string;
  readonly target: number;
  readonly places: number | null;
}

/** The track with this id, or undefined; ids come from addresses that people can type. */
export const trackOf = (definition: Definition, id: string): Track | undefined =>
  definition.tracks.find((track) => track.id === id);

/** The group with this id, or undefined. */
export const groupOf = (definition: Definition, id: string): Group | undefined =>
  definition.groups.find((group) => group.id === id);
