import type { Group } from './definition.ts';

/**
 * Whether a pupil of this grade belongs to a group. A number is a school year 1..12; a word is a kind of school such as
 * 中专, which belongs where the definition names it under `also`. `unknown` when nobody said.
 * @see S1-R04 vocational schools count as senior
 */
export function fitsGroup(group: Group, grade: number | string | null): 'yes' | 'no' | 'unknown' {
  if (group.grades === null && group.also.length === 0) return 'yes';
  if (grade === null) return 'unknown';
  if (typeof grade === 'string') return group.also.includes(grade) ? 'yes' : 'no';
  return group.grades !== null && group.grades.from <= grade && grade <= group.grades.to ? 'yes' : 'no';
}
