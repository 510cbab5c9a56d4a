import type { Json, Monitor, Target } from '../document.ts';
import { asArray, asNumber, asObject, asScalar, asText, type JsonObject } from '../json/read-json.ts';
import type { ImportNote } from '../sb3/notes.ts';
import { holdingId } from './names.ts';

interface MonitorRule {
  opcode: string;
  /** Of the monitor; `TARGET` stands for the sprite's id, `PARAM` for the parameter in small letters. */
  id: string;
  params?: Record<string, string>;
}

/** Scratch 2's commands of monitors other than variables. @see measured facts, section 1 */
const RULES: Readonly<Record<string, MonitorRule>> = {
  xpos: { opcode: 'motion_xposition', id: 'TARGET_xposition' },
  ypos: { opcode: 'motion_yposition', id: 'TARGET_yposition' },
  heading: { opcode: 'motion_direction', id: 'TARGET_direction' },
  scale: { opcode: 'looks_size', id: 'TARGET_size' },
  costumeIndex: {
    opcode: 'looks_costumenumbername',
    id: 'TARGET_costumenumbername_number',
    params: { NUMBER_NAME: 'number' },
  },
  backgroundIndex: {
    opcode: 'looks_backdropnumbername',
    id: 'backdropnumbername_number',
    params: { NUMBER_NAME: 'number' },
  },
  sceneName: { opcode: 'looks_backdropnumbername', id: 'backdropnumbername_name', params: { NUMBER_NAME: 'name' } },
  volume: { opcode: 'sound_volume', id: 'TARGET_volume' },
  tempo: { opcode: 'music_getTempo', id: 'music_getTempo' },
  answer: { opcode: 'sensing_answer', id: 'answer' },
  timer: { opcode: 'sensing_timer', id: 'timer' },
  soundLevel: { opcode: 'sensing_loudness', id: 'loudness' },
  timeAndDate: { opcode: 'sensing_current', id: 'current_PARAM', params: { CURRENTMENU: 'PARAM' } },
};

const MODES: readonly Monitor['mode'][] = ['default', 'default', 'large', 'slider'];

/** Reads the monitors that stand between the sprites of a Scratch 2 file, and the lists that are shown. */
export function readMonitors(
  children: readonly JsonObject[],
  targets: readonly Target[],
  notes: ImportNote[],
): Monitor[] {
  const monitors = new Map<string, Monitor>();
  const add = (monitor: Monitor | undefined) => {
    if (monitor && !monitors.has(monitor.id)) monitors.set(monitor.id, monitor);
  };
  for (const child of children) {
    const command = asText(child['cmd']);
    if (command !== undefined) add(commandMonitor(command, child, targets, notes));
  }
  return [...monitors.values()];
}

function commandMonitor(
  command: string,
  raw: JsonObject,
  targets: readonly Target[],
  notes: ImportNote[],
): Monitor | undefined {
  const name = asText(raw['target']) ?? '';
  const stage = targets[0]!;
  const sprite = targets.find((one) => one.kind === 'sprite' && one.name === name);
  const target = sprite ?? stage;
  const param = String(asScalar(raw['param']));
  const common = {
    target: sprite?.id ?? null,
    mode: MODES[asNumber(raw['mode']) ?? 1] ?? 'default',
    visible: raw['visible'] === true,
    x: asNumber(raw['x']) ?? 5,
    y: asNumber(raw['y']) ?? 5,
    width: 0,
    height: 0,
    sliderMin: asNumber(raw['sliderMin']) ?? 0,
    sliderMax: asNumber(raw['sliderMax']) ?? 100,
    isDiscrete: raw['isDiscrete'] !== false,
  };
  if (command === 'getVar:') {
    const id = holdingId('variable', target.id, param);
    if (Object.hasOwn(target.variables, id))
      return { ...common, id, opcode: 'data_variable', params: { VARIABLE: param } };
    notes.push({ code: 'monitor-dropped', target: name, name: param });
    return undefined;
  }
  const rule = Object.hasOwn(RULES, command) ? RULES[command] : undefined;
  if (!rule) {
    notes.push({ code: 'monitor-dropped', target: name, name: command });
    return undefined;
  }
  const upper = param.toUpperCase().replaceAll(' ', '');
  const params = Object.entries(rule.params ?? {}).map(([key, value]) => [key, value.replace('PARAM', upper)]);
  const id = rule.id.replace('TARGET', target.id).replace('PARAM', upper.toLowerCase());
  return { ...common, id, opcode: rule.opcode, params: Object.fromEntries(params) as Record<string, string> };
}

/** Lists say with themselves where they are shown. */
export function readListMonitors(raw: JsonObject, target: Target): Monitor[] {
  return (asArray(raw['lists']) ?? []).flatMap((value: Json) => {
    const list = asObject(value);
    const name = asText(list?.['listName']);
    if (!list || name === undefined || typeof list['visible'] !== 'boolean') return [];
    return {
      id: holdingId('list', target.id, name),
      opcode: 'data_listcontents',
      params: { LIST: name },
      target: target.kind === 'sprite' ? target.id : null,
      mode: 'list',
      visible: list['visible'],
      x: asNumber(list['x']) ?? 5,
      y: asNumber(list['y']) ?? 5,
      width: asNumber(list['width']) ?? 0,
      height: asNumber(list['height']) ?? 0,
    };
  });
}
