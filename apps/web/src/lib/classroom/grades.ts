import { m } from '@paperkite/i18n';

/**
 * What a seat's grade can be: a school year, or a kind of school that the contest definitions name beside the years
 * (`also` of a group), in their own words.
 */
export const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '中专', '职高', '高校'] as const;
export type Grade = (typeof GRADES)[number];

const WORDS: Record<Grade, () => string> = {
  '1': m.classroom_grade_1,
  '2': m.classroom_grade_2,
  '3': m.classroom_grade_3,
  '4': m.classroom_grade_4,
  '5': m.classroom_grade_5,
  '6': m.classroom_grade_6,
  '7': m.classroom_grade_7,
  '8': m.classroom_grade_8,
  '9': m.classroom_grade_9,
  '10': m.classroom_grade_10,
  '11': m.classroom_grade_11,
  '12': m.classroom_grade_12,
  中专: m.classroom_grade_secondary_vocational,
  职高: m.classroom_grade_vocational_high,
  高校: m.classroom_grade_university,
};

const isGrade = (text: string): text is Grade => (GRADES as readonly string[]).includes(text);

/** A grade as people say it; as it stands if it is none of ours. */
export const gradeText = (grade: string): string => (isGrade(grade) ? WORDS[grade]() : grade);
