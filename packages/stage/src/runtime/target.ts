import type { Scalar } from '@paperkite/project';
import type { DrawableId, EffectName, SkinId, SpeechVoice } from '../ports.ts';
import type { RotationStyle, TargetTable } from './program.ts';

export const NO_EFFECTS: Readonly<Record<EffectName, number>> = {
  color: 0,
  fisheye: 0,
  whirl: 0,
  pixelate: 0,
  mosaic: 0,
  brightness: 0,
  ghost: 0,
};

export interface PenState {
  down: boolean;
  /** 0..100, where Scratch's classic "pen colour" circle is 0..200 / 2. */
  hue: number;
  saturation: number;
  brightness: number;
  transparency: number;
  /** Scratch 2's shade, 0..200. */
  shade: number;
  width: number;
}

export interface Bubble {
  kind: 'say' | 'think';
  text: string;
}

/** A running sprite, clone or stage: state only. What blocks do with it is in `blocks/`. */
export class StageTarget {
  /** Another when another version of the program takes over, as are the places of variables. */
  table: TargetTable;
  /** Index in the program's targets; clones share their original's. */
  index: number;
  readonly isStage: boolean;
  readonly isClone: boolean;
  /** Groups the sounds of this target, unique in a run. */
  readonly serial: number;
  x = 0;
  y = 0;
  direction = 90;
  size = 100;
  visible = true;
  draggable = false;
  rotationStyle: RotationStyle = 'all around';
  costume: number;
  volume: number;
  soundEffects = { pitch: 0, pan: 0 };
  /** Place in the menu of instruments, from 0. */
  instrument = 0;
  voice: SpeechVoice = 'ALTO';
  effects: Record<EffectName, number> = { ...NO_EFFECTS };
  pen: PenState = { down: false, hue: 66.66, saturation: 100, brightness: 100, transparency: 0, shade: 50, width: 1 };
  bubble: Bubble | null = null;
  /** Somebody holds it: scripts do not move it, and others do not touch it. */
  dragged = false;
  /** Last value of each edge-activated hat, by script index. */
  edges = new Map<number, boolean>();
  /** Variables that are always numbers. */
  numbers: Float64Array;
  /** All other variables. */
  values: Scalar[];
  lists: Scalar[][];
  /** Its number with the renderer, -1 without one. */
  drawable: DrawableId = -1;
  skins: readonly SkinId[] = [];
  /** Whether the renderer has yet to hear of a change. */
  dirty = false;
  /** Deleted clones stay referenced by the thread that deleted them. */
  disposed = false;

  constructor(table: TargetTable, index: number, serial: number, original: StageTarget | null) {
    this.table = table;
    this.index = index;
    this.serial = serial;
    this.isStage = table.isStage;
    this.isClone = original !== null;
    this.costume = table.currentCostume;
    // In Scratch clones copy how a sprite looks and what its sound effects are, but not how loud it is.
    this.volume = original === null ? table.volume : 100;
    if (original !== null) {
      this.numbers = original.numbers.slice();
      this.values = original.values.slice();
      this.lists = original.lists.map((list) => list.slice());
      this.copyLooks(original);
      return;
    }
    this.numbers = new Float64Array(table.variables.filter((variable) => variable.storage === 'number').length);
    // Begun with a text, so that engines take it for a list of anything from the start and not only when the first text comes.
    this.values = [''];
    this.values.pop();
    for (const { storage, slot, value } of table.variables) {
      if (storage === 'number') this.numbers[slot] = Number(value);
      else this.values[slot] = value;
    }
    this.lists = table.lists.map((list) => [...list.items]);
    if (table.sprite !== undefined) {
      const { visible, x, y, size, direction, draggable, rotationStyle } = table.sprite;
      Object.assign(this, { visible, x, y, size, direction, draggable, rotationStyle });
    }
  }

  private copyLooks(original: StageTarget): void {
    this.x = original.x;
    this.y = original.y;
    this.direction = original.direction;
    this.size = original.size;
    this.visible = original.visible;
    this.draggable = original.draggable;
    this.rotationStyle = original.rotationStyle;
    this.costume = original.costume;
    this.soundEffects = { ...original.soundEffects };
    this.instrument = original.instrument;
    this.voice = original.voice;
    this.effects = { ...original.effects };
    this.pen = { ...original.pen };
    this.edges = new Map(original.edges);
    this.skins = original.skins;
  }

  variable(name: string): Scalar | undefined {
    const found = this.table.variables.find((variable) => variable.name === name);
    if (found === undefined) return undefined;
    return found.storage === 'number' ? this.numbers[found.slot] : this.values[found.slot];
  }
}
