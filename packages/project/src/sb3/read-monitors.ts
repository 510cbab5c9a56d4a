import type { Json, Monitor, Target } from '../document.ts';
import { asArray, asNumber, asObject, asText, type JsonObject } from '../json/read-json.ts';
import type { ImportNote } from './notes.ts';

const MODES: readonly Json[] = ['default', 'large', 'slider', 'list'] satisfies Monitor['mode'][];

/** Reads the monitors of a .sb3 file. What they showed when it was saved is not kept: it follows from the project. */
export function readMonitors(raw: Json | undefined, targets: readonly Target[], notes: ImportNote[]): Monitor[] {
  const monitors = new Map<string, Monitor>();
  for (const value of asArray(raw) ?? []) {
    const monitor = asObject(value);
    const id = asText(monitor?.['id']);
    const opcode = asText(monitor?.['opcode']);
    if (!monitor || id === undefined || id === '' || opcode === undefined || monitors.has(id)) continue;
    const owner = asText(monitor['spriteName']);
    const target = targets.find((one) => one.kind === 'sprite' && one.name === owner);
    if (owner !== undefined && !target) {
      notes.push({ code: 'monitor-dropped', target: owner });
      continue;
    }
    monitors.set(id, readMonitor(monitor, id, opcode, target?.id ?? null));
  }
  return [...monitors.values()];
}

function readMonitor(raw: JsonObject, id: string, opcode: string, target: string | null): Monitor {
  const mode = raw['mode'];
  const params = Object.entries(asObject(raw['params']) ?? {}).map(([key, value]): [string, string] => [
    key,
    typeof value === 'object' ? '' : String(value),
  ]);
  const [sliderMin, sliderMax] = [asNumber(raw['sliderMin']), asNumber(raw['sliderMax'])];
  return {
    id,
    opcode,
    params: Object.fromEntries(params),
    target,
    mode: MODES.includes(mode ?? null) ? (mode as Monitor['mode']) : 'default',
    visible: raw['visible'] === true,
    x: asNumber(raw['x']) ?? 5,
    y: asNumber(raw['y']) ?? 5,
    width: asNumber(raw['width']) ?? 0,
    height: asNumber(raw['height']) ?? 0,
    ...(sliderMin !== undefined && { sliderMin }),
    ...(sliderMax !== undefined && { sliderMax }),
    ...(typeof raw['isDiscrete'] === 'boolean' && { isDiscrete: raw['isDiscrete'] }),
  };
}
