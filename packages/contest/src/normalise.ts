import { COMMON_ARTEFACTS, DEFAULT_LIMITS } from './artefact-kinds.ts';
import type { Artefact, ArtefactLimits, Definition, Names, Quota, QuotaMax, Track } from './definition.ts';
import type { WrittenDefinition } from './schema.ts';

type Written<K extends 'tracks' | 'quotas'> = NonNullable<WrittenDefinition[K]>[string];
type WrittenArtefact = NonNullable<WrittenDefinition['artefacts']>[string];

const named = (names: Names | undefined, id: string): Names => names ?? { 'zh-CN': id, en: id };

/** Records keep the order in which they were written, which is the order people see. */
const listed = <T, R>(record: Readonly<Record<string, T>> | undefined, make: (id: string, value: T) => R): R[] =>
  Object.entries(record ?? {}).map(([id, value]) => make(id, value));

function artefactOf(id: string, written: WrittenArtefact, onTrack: { required?: boolean; hint?: Names }): Artefact {
  const common = COMMON_ARTEFACTS.get(id);
  const kind = written.kind ?? common?.kind ?? null;
  const limits: ArtefactLimits = {
    ...(kind && DEFAULT_LIMITS[kind]),
    ...(written.min_length !== undefined && { minLength: written.min_length }),
    ...(written.max_length !== undefined && { maxLength: written.max_length }),
    ...(written.accept && { accept: written.accept }),
    ...(written.max_mb !== undefined && { maxBytes: Math.floor(written.max_mb * 1024 * 1024) }),
  };
  return {
    id,
    names: written.names ?? common?.names ?? named(undefined, id),
    hint: onTrack.hint ?? written.hint ?? null,
    kind,
    required: onTrack.required ?? written.required ?? true,
    limits,
  };
}

function trackOf(id: string, written: Written<'tracks'>, artefacts: ReadonlyMap<string, WrittenArtefact>): Track {
  return {
    id,
    names: named(written.names, id),
    theme: written.theme ?? null,
    groups: written.groups,
    entrant: written.entrant,
    team: { max: written.team ? written.team.max : 1, sameGroup: written.team?.same === 'group' },
    artefacts: written.artefacts.map((item) => {
      const { id: artefactId, ...onTrack } = typeof item === 'string' ? { id: item } : item;
      return artefactOf(artefactId, artefacts.get(artefactId) ?? {}, onTrack);
    }),
    kinds: written.kinds ?? [],
    conditions: written.conditions ?? [],
    channels: written.channels ?? [],
    board: written.board ?? null,
  };
}

function maxOf(max: Written<'quotas'>['max']): QuotaMax | null {
  if (max === undefined) return null;
  if (max === 'table') return { kind: 'table' };
  return typeof max === 'number' ? { kind: 'count', count: max } : { kind: 'share', share: parseFloat(max) / 100 };
}

const quotaOf = (id: string, written: Written<'quotas'>): Quota => ({
  id,
  per: written.per,
  min: written.min ?? null,
  max: maxOf(written.max),
  table: written.table ?? {},
  of: written.of ?? null,
  bonus: written.bonus ?? null,
  ranked: written.ranked ?? false,
  soft: written.soft ?? false,
  redistribute: written.redistribute ?? null,
  total: written.total ?? null,
  tracks: written.tracks ?? [],
  kinds: written.kinds ?? [],
});

function gradesOf(written: string | number | undefined): { from: number; to: number } | null {
  if (written === undefined) return null;
  const [from, to = from] = String(written).split('-').map(Number);
  return { from: from!, to: to! };
}

/** Fills in every default of a definition whose shape is right, so that nobody after this asks what a missing key means. */
export function normalise(written: WrittenDefinition): Definition {
  const artefacts = new Map(Object.entries(written.artefacts ?? {}));
  return {
    id: written.id,
    version: written.version ?? 1,
    kind: written.kind,
    names: named(written.names, written.id),
    theme: written.theme ?? null,
    notice: written.notice ?? {},
    tz: written.tz,
    scope: {
      levels: written.scope.levels,
      alsoNominate: written.scope.also_nominate ?? [],
      tree: written.scope.tree ?? {},
    },
    groups: listed(written.groups, (id, group) => ({
      id,
      names: named(group.names, id),
      grades: gradesOf(group.grades),
      also: group.also ?? [],
    })),
    entrantLimit: written.entrant_limit ?? null,
    tracks: listed(written.tracks, (id, track) => trackOf(id, track, artefacts)),
    windows: listed(written.windows, (id, window) => ({
      id,
      names: named(window.names, id),
      open: window.open ?? null,
      close: window.close ?? null,
      uploadGraceMinutes: window.upload_grace_minutes ?? 0,
    })),
    stages: written.stages.map((stage) => ({
      id: stage.id,
      names: named(stage.names, stage.id),
      at: stage.at,
      do: stage.do,
      tracks: stage.tracks ?? [],
      quota: stage.quota ?? null,
      from: stage.from ?? null,
      parts: stage.parts ?? {},
      advisory: stage.advisory ?? false,
      when: stage.when ?? null,
    })),
    quotas: listed(written.quotas, quotaOf),
    awards: (written.awards ?? []).map((award) => ({
      id: award.id,
      names: named(award.names, award.id),
      after: award.after ?? null,
      of: award.of ?? null,
      grant: award.grant ?? [],
    })),
    term: written.term
      ? {
          years: [written.term.years].flat(),
          reviewEvery: written.term.review_every ?? null,
          renew: written.term.renew ?? null,
          revoke: (written.term.revoke ?? []).map(({ g, after }) => ({ g, after: after ?? null })),
        }
      : null,
    reports: (written.reports ?? []).map((report) => ({ ...report, rate: report.rate ?? [] })),
    metrics: (written.metrics ?? []).map((metric) => ({ ...metric, places: metric.places ?? null })),
    linked: written.linked ?? [],
    assumed: written.assumed ?? [],
    unknown: written.unknown ?? [],
  };
}
