import { groupOf, trackOf, type Definition, type Names } from './definition.ts';
import type { Finding } from './findings.ts';

/** What turns ids and numbers of a finding or an error into words. */
export interface MessageContext {
  readonly locale: keyof Names;
  readonly definition: Definition;
  /** The track whose artefacts fields refer to; null where there is none. */
  readonly track: string | null;
  /**
   * The words for what a definition does not name: a person's shown name; the fields `group`, `team`, `entry`
   * (`contest_field_*`); a level of units (`contest_level_*`).
   */
  readonly nameOf: (kind: 'person' | 'field' | 'level', id: string) => string;
}

const ZH_YEARS = ['一', '二', '三', '四', '五', '六'];

/** A school year 1..12 as schools call it (三年级, 初二, 高一; Year 3); a kind of school as it is. */
export function gradeName(grade: number | string, locale: keyof Names): string {
  if (typeof grade === 'string') return grade;
  if (locale === 'en') return `Year ${grade}`;
  if (grade <= 6) return `${ZH_YEARS[grade - 1] ?? grade}年级`;
  return `${grade <= 9 ? '初' : '高'}${ZH_YEARS[(grade - 7) % 3] ?? grade}`;
}

/**
 * The details of a finding, an error or an event as placeholders of its sentence: instants in the zone of the activity,
 * sizes in MB, names instead of ids. Every key stays; every value becomes text.
 */
export function messageParams(
  details: Readonly<Record<string, string | number>>,
  context: MessageContext,
): Record<string, string> {
  return Object.fromEntries(Object.entries(details).map(([key, value]) => [key, inWords(key, value, context)]));
}

/** {@link messageParams} of a finding, with the name of its field as `field`. */
export const findingParams = ({ details, field }: Finding, context: MessageContext): Record<string, string> =>
  messageParams({ ...details, field }, context);

function inWords(key: string, value: string | number, { locale, definition, track, nameOf }: MessageContext): string {
  const words = (names: Names | undefined) => names?.[locale] ?? String(value);
  if (key.endsWith('At')) {
    const style = { dateStyle: 'long', timeStyle: 'short', timeZone: definition.tz } as const;
    return new Intl.DateTimeFormat(locale, style).format(Number(value));
  }
  switch (key) {
    case 'bytes':
    case 'maxBytes':
      return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(Number(value) / (1024 * 1024))} MB`;
    case 'person':
      return nameOf('person', String(value));
    case 'level':
      return nameOf('level', String(value));
    case 'group':
      return words(groupOf(definition, String(value))?.names);
    case 'track':
      return words(trackOf(definition, String(value))?.names);
    case 'stage':
      return words(definition.stages.find(({ id }) => id === value)?.names);
    case 'artefact':
    case 'field': {
      const artefacts = track === null ? undefined : trackOf(definition, track)?.artefacts;
      return artefacts?.find(({ id }) => id === value)?.names[locale] ?? nameOf('field', String(value));
    }
    case 'grade':
      return gradeName(value, locale);
    case 'type':
    case 'accept':
      return String(value).replace(/[a-z]+\/([a-z0-9.+-]+)/g, (_, subtype: string) => subtype.toUpperCase());
    default:
      return String(value);
  }
}
