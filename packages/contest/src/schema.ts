import * as v from 'valibot';
import { ARTEFACT_KINDS } from './definition.ts';

/** The shape of a definition as authors write it. Strict everywhere: a mistyped key must not silently switch off a rule. */

/** Ids are words of any script, because notices name awards and provinces in Chinese. */
export const ID_PATTERN = /^[\p{L}\p{N}_.-]+$/u;

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(ID_PATTERN));
const ids = v.array(id);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const names = v.strictObject({ 'zh-CN': text, en: text });
const dateText = v.pipe(v.string(), v.regex(/^(\d{4}|\?{4})-\d{2}(-\d{2}(T\d{2}:\d{2})?)?$/));
/** Years of school: `1-6`, or one number. */
const grades = v.union([positive, v.pipe(v.string(), v.regex(/^\d{1,2}-\d{1,2}$/))]);
const byId = <S extends v.GenericSchema>(schema: S) => v.record(id, schema);

const artefact = v.strictObject({
  kind: v.optional(v.picklist(ARTEFACT_KINDS)),
  names: v.optional(names),
  hint: v.optional(names),
  required: v.optional(v.boolean()),
  min_length: v.optional(count),
  max_length: v.optional(positive),
  accept: v.optional(v.array(v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z0-9.+-]+$/)))),
  max_mb: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(4096))),
});

const group = v.strictObject({
  names: v.optional(names),
  grades: v.optional(grades),
  also: v.optional(v.array(text)),
});

const track = v.strictObject({
  names: v.optional(names),
  theme: v.optional(names),
  groups: v.pipe(ids, v.minLength(1)),
  entrant: v.picklist(['person', 'teacher', 'unit']),
  team: v.optional(v.strictObject({ max: v.nullable(positive), same: v.optional(v.literal('group')) })),
  artefacts: v.pipe(
    v.array(v.union([id, v.strictObject({ id, required: v.optional(v.boolean()), hint: v.optional(names) })])),
    v.minLength(1),
  ),
  kinds: v.optional(ids),
  conditions: v.optional(v.array(text)),
  channels: v.optional(ids),
  board: v.optional(v.strictObject({ metric: id, hidden: fraction })),
});

const window = v.strictObject({
  names: v.optional(names),
  open: v.optional(dateText),
  close: v.optional(dateText),
  upload_grace_minutes: v.optional(v.pipe(count, v.maxValue(24 * 60))),
});

const stage = v.strictObject({
  id,
  names: v.optional(names),
  at: id,
  do: v.picklist(['check', 'score', 'nominate', 'allocate', 'board', 'live', 'notice', 'report']),
  tracks: v.optional(ids),
  quota: v.optional(id),
  from: v.optional(id),
  parts: v.optional(byId(fraction)),
  advisory: v.optional(v.boolean()),
  when: v.optional(v.literal('after_close')),
});

const quota = v.strictObject({
  per: v.pipe(ids, v.minLength(1)),
  min: v.optional(count),
  max: v.optional(v.union([count, v.literal('table'), v.pipe(v.string(), v.regex(/^\d{1,2}(\.\d+)?%$|^100%$/))])),
  table: v.optional(byId(count)),
  of: v.optional(id),
  bonus: v.optional(id),
  ranked: v.optional(v.boolean()),
  soft: v.optional(v.boolean()),
  redistribute: v.optional(id),
  total: v.optional(positive),
  tracks: v.optional(ids),
  kinds: v.optional(ids),
});

const award = v.strictObject({
  id,
  names: v.optional(names),
  after: v.optional(id),
  of: v.optional(id),
  grant: v.optional(ids),
});

const term = v.strictObject({
  years: v.union([positive, v.array(positive)]),
  review_every: v.optional(positive),
  renew: v.optional(id),
  revoke: v.optional(v.array(v.strictObject({ g: text, after: v.optional(id) }))),
});

const report = v.strictObject({ by: id, when: id, parts: ids, rate: v.optional(v.array(text)) });

const metric = v.strictObject({ id, unit: text, target: positive, places: v.optional(positive) });

/** @see docs/guides/contest-definitions.md for what each key means. */
export const definitionSchema = v.strictObject({
  id,
  version: v.optional(positive),
  kind: v.picklist(['contest', 'designation', 'festival']),
  names: v.optional(names),
  theme: v.optional(names),
  notice: v.optional(byId(text)),
  tz: text,
  scope: v.strictObject({
    levels: v.pipe(ids, v.minLength(1)),
    also_nominate: v.optional(ids),
    tree: v.optional(byId(id)),
  }),
  groups: byId(group),
  entrant_limit: v.optional(
    v.strictObject({ per: v.picklist(['track', 'contest']), max: positive, count: v.picklist(['member', 'leader']) }),
  ),
  artefacts: v.optional(byId(artefact)),
  tracks: byId(track),
  windows: byId(window),
  stages: v.array(stage),
  quotas: v.optional(byId(quota)),
  awards: v.optional(v.array(award)),
  term: v.optional(term),
  reports: v.optional(v.array(report)),
  metrics: v.optional(v.array(metric)),
  linked: v.optional(ids),
  assumed: v.optional(v.array(text)),
  unknown: v.optional(v.array(text)),
});

/** A definition as written, once its shape is known to be right. */
export type WrittenDefinition = v.InferOutput<typeof definitionSchema>;
