import type { Json } from '../document.ts';
import { asObject, asText, type JsonObject } from '../json/read-json.ts';

/** What files written here first say of their writer. Scratch refuses versions that it cannot compare. */
const OURS = { semver: '3.0.0', vm: '2.0.0', agent: 'Paperkite' };

/** A file's `meta` as the document keeps it: who wrote the file first stays in it. Undefined when that was this program. */
export function keptMeta(raw: Json | undefined): JsonObject | undefined {
  const meta = asObject(raw);
  return meta && JSON.stringify(meta) !== JSON.stringify(OURS) ? meta : undefined;
}

/** A file's `meta` as it is written, with versions that Scratch accepts. */
export function writeMeta(kept: Json | undefined): JsonObject {
  const meta = asObject(kept);
  if (!meta) return { ...OURS };
  const { semver, vm, agent } = meta;
  return {
    ...meta,
    semver: /^3\.\d+\.\d+$/.test(asText(semver) ?? '') ? semver! : OURS.semver,
    ...(vm !== undefined && !/^\d+\.\d+\.\d+($|-)/.test(asText(vm) ?? '') && { vm: OURS.vm }),
    ...(agent !== undefined && { agent: asText(agent) ?? '' }),
  };
}
