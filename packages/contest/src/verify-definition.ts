import type { Definition } from './definition.ts';
import type { DefinitionIssue } from './definition-issues.ts';
import { resolveWindow } from './windows.ts';
import { isTimeZone } from './zoned-days.ts';

/** School years that exist in Chinese schools, first year of primary to last year of senior school. */
const LAST_GRADE = 12;

/** What the shape alone cannot tell: whether the parts of a definition fit each other. Empty when they do. */
export function verifyDefinition(definition: Definition): DefinitionIssue[] {
  const zone = isTimeZone(definition.tz);
  return [
    ...(zone ? [] : [issue('tz', 'bad_time_zone', { received: definition.tz })]),
    ...groupIssues(definition),
    ...trackIssues(definition),
    ...(zone ? windowIssues(definition) : []),
    ...stageIssues(definition),
    ...quotaIssues(definition),
    ...awardIssues(definition),
  ];
}

const issue = (
  path: string,
  code: DefinitionIssue['code'],
  details: Record<string, string | number> = {},
): DefinitionIssue => ({ path, code, details });

/** An issue for each name that is not among those declared. */
const missing = (path: string, names: readonly string[], declared: readonly { id: string }[]): DefinitionIssue[] =>
  names.flatMap((name, i) =>
    declared.some(({ id }) => id === name) ? [] : [issue(`${path}.${i}`, 'unknown_reference', { received: name })],
  );

const duplicates = (path: string, names: readonly string[]): DefinitionIssue[] =>
  names.flatMap((name, i) =>
    names.indexOf(name) < i ? [issue(`${path}.${i}`, 'duplicate_id', { received: name })] : [],
  );

function groupIssues({ groups }: Definition): DefinitionIssue[] {
  return groups.flatMap(({ id, grades }) =>
    grades && (grades.from < 1 || grades.to > LAST_GRADE || grades.from > grades.to)
      ? [issue(`groups.${id}.grades`, 'bad_grades', { received: `${grades.from}-${grades.to}` })]
      : [],
  );
}

function trackIssues({ tracks, groups }: Definition): DefinitionIssue[] {
  return tracks.flatMap((track) => [
    ...missing(`tracks.${track.id}.groups`, track.groups, groups),
    ...duplicates(`tracks.${track.id}.groups`, track.groups),
    ...duplicates(
      `tracks.${track.id}.artefacts`,
      track.artefacts.map(({ id }) => id),
    ),
    ...track.artefacts.flatMap(({ id, limits }) =>
      (limits.minLength ?? 0) > (limits.maxLength ?? Infinity)
        ? [issue(`artefacts.${id}.max_length`, 'limits_reversed', { min: limits.minLength!, max: limits.maxLength! })]
        : [],
    ),
  ]);
}

const windowIssues = ({ windows, tz }: Definition): DefinitionIssue[] =>
  windows.flatMap((window) => {
    const resolved = resolveWindow(window, tz, `windows.${window.id}`);
    return resolved.ok ? [] : resolved.error;
  });

function stageIssues({ stages, tracks, quotas, scope }: Definition): DefinitionIssue[] {
  const levels = scope.levels.map((id) => ({ id }));
  const faults = stages.flatMap((stage, i) => {
    const path = `stages.${i}`;
    const weights = Object.values(stage.parts);
    const sum = weights.reduce((a, b) => a + b, 0);
    const from = stages.findIndex(({ id }) => id === stage.from);
    return [
      ...(levels.some(({ id }) => id === stage.at)
        ? []
        : [issue(`${path}.at`, 'unknown_reference', { received: stage.at })]),
      ...missing(`${path}.tracks`, stage.tracks, tracks),
      ...(stage.quota !== null && !quotas.some(({ id }) => id === stage.quota)
        ? [issue(`${path}.quota`, 'unknown_reference', { received: stage.quota })]
        : []),
      ...(stage.from !== null && from < 0
        ? [issue(`${path}.from`, 'unknown_reference', { received: stage.from })]
        : []),
      ...(from >= i ? [issue(`${path}.from`, 'stage_order', { received: stage.from! })] : []),
      ...(weights.length > 0 && Math.abs(sum - 1) > 1e-9
        ? [issue(`${path}.parts`, 'weights_not_one', { sum: Number(sum.toFixed(6)) })]
        : []),
    ];
  });
  return [
    ...faults,
    ...duplicates(
      'stages',
      stages.map(({ id }) => id),
    ),
  ];
}

function quotaIssues({ quotas, tracks }: Definition): DefinitionIssue[] {
  return quotas.flatMap((quota) => {
    const path = `quotas.${quota.id}`;
    const max = quota.max?.kind === 'count' ? quota.max.count : Infinity;
    return [
      ...missing(`${path}.tracks`, quota.tracks, tracks),
      ...((quota.min ?? 0) > max ? [issue(`${path}.max`, 'limits_reversed', { min: quota.min!, max })] : []),
      ...(quota.max?.kind !== 'table' && Object.keys(quota.table).length > 0
        ? [issue(`${path}.table`, 'table_unused')]
        : []),
    ];
  });
}

const awardIssues = ({ awards, stages }: Definition): DefinitionIssue[] => [
  ...awards.flatMap(({ after }, i) =>
    after !== null && !stages.some(({ id }) => id === after)
      ? [issue(`awards.${i}.after`, 'unknown_reference', { received: after })]
      : [],
  ),
  ...duplicates(
    'awards',
    awards.map(({ id }) => id),
  ),
];
