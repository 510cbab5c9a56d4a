import type { Scalar } from '@paperkite/project';
import { toColor } from '../cast.ts';
import type { Core } from '../core.ts';
import { scratchKey } from '../keys.ts';
import type { StageTarget } from '../target.ts';
import { NEXT_FRAME } from '../program.ts';
import { mouseX, mouseY } from './motion.ts';

export type SensingBlocks = ReturnType<typeof sensingBlocks>;

const MS_PER_DAY = 86_400_000;
/** What `distance to` answers when there is no such sprite. */
const FAR = 10_000;

/** Sensing blocks. Without a renderer nothing touches anything. */
export function sensingBlocks(core: Core) {
  function touchesEdge(t: StageTarget): boolean {
    const bounds = core.renderer!.bounds(t.drawable);
    return bounds.left < -240 || bounds.right > 240 || bounds.top > 180 || bounds.bottom < -180;
  }

  function touchingObject(t: StageTarget, what: Scalar): boolean {
    const { renderer, targets } = core;
    if (renderer === null || t.isStage) return false;
    targets.flush();
    const name = String(what);
    if (name === '_mouse_') return renderer.touchingPoint(t.drawable, core.input.mouseX, core.input.mouseY);
    if (name === '_edge_') return touchesEdge(t);
    const original = targets.sprite(name);
    // A sprite that is not to be seen touches no other.
    if (original === undefined || !t.visible) return false;
    const others = targets.instancesOf(original).filter((other) => other !== t && other.visible && !other.dragged);
    return (
      others.length > 0 &&
      renderer.touchingSprites(
        t.drawable,
        others.map((other) => other.drawable),
      )
    );
  }

  const timer = (_t: StageTarget): number => (core.scheduler.frameTime - core.timerStart) / 1000;
  const loudness = (_t: StageTarget): number => core.input.loudness();

  return {
    touchingObject,
    touchingColor: (t: StageTarget, color: Scalar): boolean => {
      core.targets.flush();
      return core.renderer?.touchingColor(t.drawable, toColor(color)) ?? false;
    },
    colorTouchingColor: (t: StageTarget, own: Scalar, other: Scalar): boolean => {
      core.targets.flush();
      return core.renderer?.colorTouchingColor(t.drawable, toColor(own), toColor(other)) ?? false;
    },
    distanceTo: (t: StageTarget, to: string): number => {
      if (t.isStage) return FAR;
      if (to === '_mouse_') return Math.hypot(t.x - mouseX(core), t.y - mouseY(core));
      const other = core.targets.sprite(to);
      return other === undefined ? FAR : Math.hypot(t.x - other.x, t.y - other.y);
    },
    *ask(t: StageTarget, text: string): Generator<number, void, void> {
      const question = core.questions.ask(t, text);
      while (!question.answered) yield NEXT_FRAME;
    },
    answer: (_t: StageTarget): string => core.questions.answerText,
    keyPressed: (_t: StageTarget, key: Scalar): boolean => {
      const name = scratchKey(key);
      return name === 'any' ? core.input.anyKeyDown() : core.input.isKeyDown(name);
    },
    mouseDown: (_t: StageTarget): boolean => core.input.mouseDown,
    mouseX: (_t: StageTarget): number => mouseX(core),
    mouseY: (_t: StageTarget): number => mouseY(core),
    timer,
    resetTimer: (_t: StageTarget): void => {
      core.timerStart = core.scheduler.frameTime;
    },
    setDragMode: (t: StageTarget, mode: string): void => {
      t.draggable = mode === 'draggable';
    },
    attributeOf: (_t: StageTarget, property: string, object: string): Scalar => {
      const { stage } = core.targets;
      const of = object === '_stage_' ? stage : core.targets.sprite(object);
      if (of === undefined) return 0;
      const built = of.isStage ? stageAttribute(of, property) : spriteAttribute(of, property);
      return built ?? of.variable(property) ?? 0;
    },
    current: (_t: StageTarget, part: string): number => {
      const now = new Date(core.clock.now());
      switch (part.toLowerCase()) {
        case 'year':
          return now.getFullYear();
        case 'month':
          return now.getMonth() + 1;
        case 'date':
          return now.getDate();
        case 'dayofweek':
          return now.getDay() + 1;
        case 'hour':
          return now.getHours();
        case 'minute':
          return now.getMinutes();
        case 'second':
          return now.getSeconds();
        default:
          return 0;
      }
    },
    /** Days in universal time, with fractions: where Scratch takes the zone off, it puts it on again. */
    daysSince2000: (_t: StageTarget): number => (core.clock.now() - Date.UTC(2000, 0, 1)) / MS_PER_DAY,
    loudness,
    loud: (t: StageTarget): boolean => loudness(t) > 10,
    userName: (_t: StageTarget): string => core.userName,
    userId: (_t: StageTarget): number => 0,
    /** The condition of `when () > ()`. */
    exceeds: (t: StageTarget, what: string, limit: number): boolean => {
      const name = what.toLowerCase();
      if (name === 'timer') return timer(t) > limit;
      return name === 'loudness' && loudness(t) > limit;
    },
  };
}

function stageAttribute(stage: StageTarget, property: string): Scalar | undefined {
  switch (property) {
    // The first is Scratch 1.4's name.
    case 'background #':
    case 'backdrop #':
      return stage.costume + 1;
    case 'backdrop name':
      return stage.table.costumes[stage.costume]?.name ?? '';
    case 'volume':
      return stage.volume;
    default:
      return undefined;
  }
}

function spriteAttribute(t: StageTarget, property: string): Scalar | undefined {
  switch (property) {
    case 'x position':
      return t.x;
    case 'y position':
      return t.y;
    case 'direction':
      return t.direction;
    case 'costume #':
      return t.costume + 1;
    case 'costume name':
      return t.table.costumes[t.costume]?.name ?? '';
    case 'size':
      return t.size;
    case 'volume':
      return t.volume;
    default:
      return undefined;
  }
}
