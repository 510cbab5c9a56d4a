import type { Scalar } from '@paperkite/project';
import type { EffectName } from '../../ports.ts';
import { bubbleText, showBubble } from '../bubbles.ts';
import { clamp, wrap } from '../cast.ts';
import type { Core } from '../core.ts';
import { NO_EFFECTS, type StageTarget } from '../target.ts';
import type { Thread } from '../thread.ts';
import { threadsEnded, waitUntilTime } from '../waiting.ts';

export type LooksBlocks = ReturnType<typeof looksBlocks>;

/** With a renderer, a costume is never drawn smaller than this or larger than one and a half stages. */
const MIN_SIDE = 5;

/** Looks blocks. */
export function looksBlocks(core: Core) {
  function changed(t: StageTarget): void {
    core.targets.touch(t);
    if (t.visible) core.requestRedraw();
  }

  /** Shows a costume by 0-based place; goes around, and what is no place is the first. */
  function setCostume(t: StageTarget, place: number): void {
    const rounded = Math.round(place);
    t.costume = wrap(Number.isFinite(rounded) ? rounded : 0, 0, t.table.costumes.length - 1);
    changed(t);
  }

  const placeNamed = (t: StageTarget, name: string): number =>
    t.table.costumes.findIndex((costume) => costume.name === name);

  const isNumeric = (value: Scalar): boolean => !Number.isNaN(Number(value)) && String(value).trim() !== '';

  /** Text means a name first, then one of the words, then a number. */
  function choose(t: StageTarget, wanted: Scalar, words: Readonly<Record<string, () => number>>): void {
    if (typeof wanted === 'number') return setCostume(t, wanted - 1);
    const named = placeNamed(t, String(wanted));
    const word = String(wanted);
    if (named >= 0) setCostume(t, named);
    else if (Object.hasOwn(words, word)) setCostume(t, words[word]!());
    else if (isNumeric(wanted)) setCostume(t, Number(wanted) - 1);
  }

  function switchBackdrop(_t: StageTarget, wanted: Scalar): Thread[] {
    const stage = core.targets.stage;
    choose(stage, wanted, {
      'next backdrop': () => stage.costume + 1,
      'previous backdrop': () => stage.costume - 1,
      'random backdrop': () => otherPlace(stage),
    });
    return backdropChanged();
  }

  /** Any place but the present one. */
  function otherPlace(stage: StageTarget): number {
    const others = stage.table.costumes.length - 1;
    if (others < 1) return stage.costume;
    const place = Math.floor(core.random.next() * others);
    return place < stage.costume ? place : place + 1;
  }

  function backdropChanged(): Thread[] {
    const name = core.targets.stage.table.costumes[core.targets.stage.costume]?.name ?? '';
    return core.hats.start('event_whenbackdropswitchesto', { field: 'BACKDROP', value: name });
  }

  function setEffect(t: StageTarget, name: string, value: number): void {
    const effect = name.toLowerCase();
    if (!Object.hasOwn(NO_EFFECTS, effect)) return;
    const limited =
      effect === 'ghost' ? clamp(value, 0, 100) : effect === 'brightness' ? clamp(value, -100, 100) : value;
    t.effects[effect as EffectName] = limited;
    changed(t);
  }

  function setSize(t: StageTarget, size: number): void {
    if (t.isStage) return;
    let limited = size;
    if (core.renderer !== null) {
      const { width, height } = core.renderer.skinSize(t.skins[t.costume]!);
      const low = Math.min(1, Math.max(MIN_SIDE / width, MIN_SIDE / height));
      const high = Math.min((1.5 * 480) / width, (1.5 * 360) / height);
      limited = Math.max(low, Math.min(high, size / 100)) * 100;
    }
    t.size = limited;
    changed(t);
  }

  const speak = (t: StageTarget, kind: 'say' | 'think', message: Scalar): void =>
    showBubble(core, t, kind, bubbleText(message));

  function* speakFor(
    t: StageTarget,
    kind: 'say' | 'think',
    message: Scalar,
    seconds: number,
  ): Generator<number, void, void> {
    speak(t, kind, message);
    const until = core.scheduler.roundTime + seconds * 1000;
    const timed = core.timedBubbles.begin(t, until);
    yield* waitUntilTime(core.scheduler, until);
    // Somebody else may be speaking by now.
    if (core.timedBubbles.over(timed)) speak(t, kind, '');
  }

  return {
    say: (t: StageTarget, message: Scalar): void => speak(t, 'say', message),
    think: (t: StageTarget, message: Scalar): void => speak(t, 'think', message),
    sayFor: (t: StageTarget, message: Scalar, seconds: number) => speakFor(t, 'say', message, seconds),
    thinkFor: (t: StageTarget, message: Scalar, seconds: number) => speakFor(t, 'think', message, seconds),
    show: (t: StageTarget): void => {
      if (t.isStage) return;
      t.visible = true;
      changed(t);
    },
    hide: (t: StageTarget): void => {
      if (t.isStage) return;
      // A sprite that goes asks for no picture, its bubble does.
      if (t.visible && t.bubble !== null) core.requestRedraw();
      t.visible = false;
      changed(t);
    },
    switchCostume: (t: StageTarget, wanted: Scalar): void =>
      choose(t, wanted, { 'next costume': () => t.costume + 1, 'previous costume': () => t.costume - 1 }),
    nextCostume: (t: StageTarget): void => setCostume(t, t.costume + 1),
    switchBackdrop,
    *switchBackdropAndWait(t: StageTarget, wanted: Scalar): Generator<number, void, void> {
      const started = switchBackdrop(t, wanted);
      if (started.length > 0) yield* threadsEnded(started);
    },
    nextBackdrop: (_t: StageTarget): void => {
      setCostume(core.targets.stage, core.targets.stage.costume + 1);
      backdropChanged();
    },
    setEffect,
    changeEffect: (t: StageTarget, name: string, by: number): void => {
      const effect = name.toLowerCase();
      if (Object.hasOwn(NO_EFFECTS, effect)) setEffect(t, effect, t.effects[effect as EffectName] + by);
    },
    clearEffects: (t: StageTarget): void => {
      t.effects = { ...NO_EFFECTS };
      changed(t);
    },
    setSize,
    changeSize: (t: StageTarget, by: number): void => setSize(t, t.size + by),
    goToLayer: (t: StageTarget, where: string): void => {
      if (t.isStage) return;
      // As in Scratch, another order alone does not end the frame.
      core.targets.moveLayers(t, where === 'front' ? Infinity : -Infinity);
    },
    moveLayers: (t: StageTarget, direction: string, count: number): void => {
      if (t.isStage) return;
      core.targets.moveLayers(t, direction === 'forward' ? count : -count);
    },
    size: (t: StageTarget): number => Math.round(t.size),
    costumeNumber: (t: StageTarget): number => t.costume + 1,
    costumeName: (t: StageTarget): string => t.table.costumes[t.costume]?.name ?? '',
    backdropNumber: (_t: StageTarget): number => core.targets.stage.costume + 1,
    backdropName: (_t: StageTarget): string =>
      core.targets.stage.table.costumes[core.targets.stage.costume]?.name ?? '',
  };
}
