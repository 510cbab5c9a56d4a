import type { Monitor, Project, Scalar, Target, TargetId, VariableId } from '@paperkite/project';
import type { MonitorChange } from '@paperkite/stage/host';
import { m } from '@paperkite/i18n';

/** Stage pixels. */
const STAGE_HEIGHT = 360;
const FIRST = 5;
const ROW = 30;
const COLUMN = 130;
/** The stage tells no more of a list than this many items: what was cut must not be written back. */
export const LIST_CUT = 1000;
const LIST_SIZE = { width: 100, height: 120 };

const REPORTERS: Record<string, (params: Readonly<Record<string, string>>) => string> = {
  motion_xposition: () => m.blocks_motion_xposition(),
  motion_yposition: () => m.blocks_motion_yposition(),
  motion_direction: () => m.blocks_motion_direction(),
  looks_size: () => m.blocks_looks_size(),
  looks_costumenumbername: ({ NUMBER_NAME }) => m.blocks_looks_costumenumbername({ NUMBER_NAME: part(NUMBER_NAME) }),
  looks_backdropnumbername: ({ NUMBER_NAME }) => m.blocks_looks_backdropnumbername({ NUMBER_NAME: part(NUMBER_NAME) }),
  sound_volume: () => m.blocks_sound_volume(),
  sensing_answer: () => m.blocks_sensing_answer(),
  sensing_loudness: () => m.blocks_sensing_loudness(),
  sensing_timer: () => m.blocks_sensing_timer(),
  sensing_dayssince2000: () => m.blocks_sensing_dayssince2000(),
  sensing_username: () => m.blocks_sensing_username(),
};

const part = (which: string | undefined): string =>
  which === 'name' ? m.blocks_option_name() : m.blocks_option_number();

/** What stands beside the value: the name now, and whose it is unless it is everybody's. */
export function monitorLabel(project: Project, { id, monitor }: Pick<MonitorChange, 'id' | 'monitor'>): string {
  const owner = project.targets.find((target) => target.id === monitor.target);
  const named = project.targets.map((target) => target.variables[id] ?? target.lists[id]).find((found) => found);
  const label =
    named?.name ??
    REPORTERS[monitor.opcode]?.(monitor.params) ??
    monitor.params.VARIABLE ??
    monitor.params.LIST ??
    monitor.opcode;
  return owner && owner.kind === 'sprite' ? `${owner.name}${m.common_colon()}${label}` : label;
}

/** Numbers as a child writes them: no more digits than help. */
export const valueText = (value: string | number | boolean): string =>
  typeof value === 'number' && !Number.isInteger(value) ? String(Math.round(value * 1e6) / 1e6) : String(value);

/** The items with another text at a place; null when that changes nothing, or the list has become shorter than that. */
export const withItem = (items: readonly Scalar[], index: number, text: string): Scalar[] | null =>
  index >= items.length || text === valueText(items[index]!) ? null : items.with(index, text);

/** A place for a new monitor below those that are there. */
export function freePlace(monitors: readonly Pick<Monitor, 'x' | 'y' | 'visible'>[]): { x: number; y: number } {
  for (let index = 0; ; index++) {
    const rows = Math.floor((STAGE_HEIGHT - FIRST) / ROW);
    const place = { x: FIRST + Math.floor(index / rows) * COLUMN, y: FIRST + (index % rows) * ROW };
    const taken = monitors.some(
      ({ x, y, visible }) => visible && Math.abs(x - place.x) < COLUMN / 2 && Math.abs(y - place.y) < ROW - 4,
    );
    if (!taken || index > 100) return place;
  }
}

/** A monitor as the stage shows it now. */
export interface ShownMonitor {
  monitor: Monitor;
  value: MonitorChange['value'];
  label: string;
}

/** What the stage shows, where the project puts it; what the document has no place for gets a free one. */
export function shownMonitors(project: Project, told: ReadonlyMap<string, MonitorChange>): ShownMonitor[] {
  const placed: Pick<Monitor, 'x' | 'y' | 'visible'>[] = project.monitors.filter(({ visible }) => visible);
  const made = ({ id, monitor: { sliderMin, sliderMax, ...rest } }: MonitorChange): Monitor => {
    const monitor = { ...rest, id, visible: true, ...freePlace(placed) };
    placed.push(monitor);
    return { ...monitor, ...(sliderMin !== null && { sliderMin }), ...(sliderMax !== null && { sliderMax }) };
  };
  return [...told.values()]
    .filter(({ visible }) => visible)
    .map((change) => ({
      monitor: project.monitors.find(({ id }) => id === change.id) ?? made(change),
      value: change.value,
      label: monitorLabel(project, change),
    }));
}

/** How far the arrow keys move things on the stage, in its pixels. */
export const ARROW_STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-5, 0],
  ArrowRight: [5, 0],
  ArrowUp: [0, -5],
  ArrowDown: [0, 5],
};

/** The monitor of a variable or list that has none yet. */
export function newMonitor(project: Project, owner: Target, kind: 'variable' | 'list', id: VariableId): Monitor {
  const name = (kind === 'variable' ? owner.variables[id]?.name : owner.lists[id]?.name) ?? '';
  return {
    id,
    opcode: kind === 'variable' ? 'data_variable' : 'data_listcontents',
    params: kind === 'variable' ? { VARIABLE: name } : { LIST: name },
    target: owner.kind === 'stage' ? null : owner.id,
    mode: kind === 'variable' ? 'default' : 'list',
    visible: true,
    ...freePlace(project.monitors),
    ...(kind === 'list' ? LIST_SIZE : { width: 0, height: 0 }),
  };
}

/** A variable or list that can be shown on the stage while `target` is edited. */
export interface Showable {
  id: VariableId;
  kind: 'variable' | 'list';
  name: string;
  owner: TargetId;
  /** For this sprite only. */
  local: boolean;
  monitor: Monitor | undefined;
}

export function showables(project: Project, target: Target): Showable[] {
  const stage = project.targets[0]!;
  const owners = target.kind === 'stage' ? [stage] : [stage, target];
  return owners.flatMap((owner) =>
    (['variable', 'list'] as const).flatMap((kind) =>
      Object.entries(kind === 'variable' ? owner.variables : owner.lists).map(([id, { name }]) => ({
        id,
        kind,
        name,
        owner: owner.id,
        local: owner !== stage,
        monitor: project.monitors.find((monitor) => monitor.id === id),
      })),
    ),
  );
}

const MODES = ['default', 'large', 'slider'] as const;

/** What a double click makes of the monitor of a variable. */
export const nextMode = (mode: Monitor['mode']): Monitor['mode'] =>
  mode === 'list' ? 'list' : MODES[(MODES.indexOf(mode) + 1) % MODES.length]!;
