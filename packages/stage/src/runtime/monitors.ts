import type { Monitor, Scalar } from '@paperkite/project';
import type { MonitorChange } from './events.ts';
import type { StageTarget } from './target.ts';

/** How a reporter's monitor gets its value: the same functions that its block uses. */
export type MonitorReader = (monitor: Monitor, target: StageTarget) => Scalar;

interface Shown {
  monitor: Monitor;
  visible: boolean;
  /** What the host was last told; undefined before the first time. */
  value: Scalar | Scalar[] | undefined;
  toldVisible: boolean | undefined;
}

/** The values that the stage shows. Reads visible ones once a frame and tells only what changed. */
export class Monitors {
  private readonly shown = new Map<string, Shown>();
  private readonly targets: readonly StageTarget[];
  /** Made when the first is asked for. */
  private readers: Readonly<Record<string, MonitorReader>> | null = null;
  private readonly makeReaders: () => Readonly<Record<string, MonitorReader>>;

  constructor(
    monitors: readonly Monitor[],
    targets: readonly StageTarget[],
    makeReaders: () => Readonly<Record<string, MonitorReader>>,
  ) {
    this.targets = targets;
    this.makeReaders = makeReaders;
    for (const monitor of monitors) {
      this.shown.set(monitor.id, { monitor, visible: monitor.visible, value: undefined, toldVisible: undefined });
    }
  }

  /** Shows or hides the monitor of a variable or list; makes one that is not there. */
  setVisible(owner: StageTarget, id: string, visible: boolean): void {
    const known = this.shown.get(id);
    if (known !== undefined) known.visible = visible;
    else if (visible) {
      const monitor = newMonitor(owner, id);
      if (monitor !== null) this.shown.set(id, { monitor, visible, value: undefined, toldVisible: undefined });
    }
  }

  /** Monitors of another version of the document; what scripts showed or hid stays so. */
  takeOver(before: readonly Monitor[], next: readonly Monitor[]): void {
    const old = new Map(before.map((monitor) => [monitor.id, monitor]));
    const wanted = new Map(next.map((monitor) => [monitor.id, monitor]));
    for (const [id, monitor] of wanted) {
      const entry = this.shown.get(id);
      if (entry === undefined) {
        this.shown.set(id, { monitor, visible: monitor.visible, value: undefined, toldVisible: undefined });
        continue;
      }
      if (old.get(id)?.visible !== monitor.visible) entry.visible = monitor.visible;
      // Told again: mode, limits and place may be others.
      if (JSON.stringify(entry.monitor) !== JSON.stringify(monitor)) entry.value = undefined;
      entry.monitor = monitor;
    }
    for (const [id, entry] of this.shown) if (old.has(id) && !wanted.has(id)) entry.visible = false;
  }

  /** What changed since the last call. */
  changes(): MonitorChange[] {
    const out: MonitorChange[] = [];
    for (const [id, entry] of this.shown) {
      if (!entry.visible && (entry.toldVisible === false || entry.toldVisible === undefined)) continue;
      const value = this.read(entry.monitor);
      if (entry.toldVisible === entry.visible && same(value, entry.value)) continue;
      entry.value = Array.isArray(value) ? [...value] : value;
      entry.toldVisible = entry.visible;
      out.push({ id, monitor: entry.monitor, visible: entry.visible, value: entry.value });
    }
    return out;
  }

  private read(monitor: Monitor): Scalar | Scalar[] {
    const target = this.targets.find((candidate) => candidate.table.id === monitor.target) ?? this.targets[0]!;
    if (monitor.opcode === 'data_listcontents') return listOf(target, this.targets[0]!, monitor);
    if (monitor.opcode === 'data_variable') return variableOf(target, this.targets[0]!, monitor);
    // The opcode comes from a file, and may be `__proto__`.
    const readers = (this.readers ??= this.makeReaders());
    const reader = Object.hasOwn(readers, monitor.opcode) ? readers[monitor.opcode] : undefined;
    return reader?.(monitor, target) ?? '';
  }
}

const same = (a: Scalar | Scalar[], b: Scalar | Scalar[] | undefined): boolean => {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
};

function listOf(target: StageTarget, stage: StageTarget, monitor: Monitor): Scalar[] {
  for (const owner of [target, stage]) {
    const list =
      owner.table.lists.find((candidate) => candidate.id === monitor.id) ??
      owner.table.lists.find((candidate) => candidate.name === monitor.params.LIST);
    if (list !== undefined) return owner.lists[list.slot]!;
  }
  return [];
}

function variableOf(target: StageTarget, stage: StageTarget, monitor: Monitor): Scalar {
  for (const owner of [target, stage]) {
    const variable = owner.table.variables.find((candidate) => candidate.id === monitor.id);
    if (variable !== undefined) {
      return variable.storage === 'number' ? owner.numbers[variable.slot]! : owner.values[variable.slot]!;
    }
  }
  const name = monitor.params.VARIABLE ?? '';
  return target.variable(name) ?? stage.variable(name) ?? '';
}

function newMonitor(owner: StageTarget, id: string): Monitor | null {
  const place = { x: 0, y: 0, width: 0, height: 0 };
  const target = owner.isStage ? null : owner.table.id;
  const variable = owner.table.variables.find((candidate) => candidate.id === id);
  if (variable !== undefined) {
    const params = { VARIABLE: variable.name };
    return { id, opcode: 'data_variable', params, target, mode: 'default', visible: true, ...place };
  }
  const list = owner.table.lists.find((candidate) => candidate.id === id);
  if (list === undefined) return null;
  return {
    id,
    opcode: 'data_listcontents',
    params: { LIST: list.name },
    target,
    mode: 'list',
    visible: true,
    ...place,
  };
}
