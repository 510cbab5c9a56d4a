import { FrameLink } from './frame-link.ts';
import { StageError } from './stage-error.ts';
import type { LoadOptions, StageDebug, StageHandle, StageOptions } from './stage-handle.ts';

/**
 * Puts a stage into a container. Nothing is fetched or run before the first `load`.
 *
 * The page's policy must have `script-src` with `blob:` and `FRAME_SCRIPT_HASH` (or a nonce), `worker-src blob:`, `img-src
 * data: blob:`, because the frame inherits it, and `frame-src 'self'`: that alone keeps a hostile frame from navigating
 * away with what it knows.
 */
export function createStage(options: StageOptions): StageHandle {
  let link: FrameLink | null = null;
  let last: LoadOptions | null = null;
  const settings = { turbo: false, framesPerSecond: 30, muted: false, mode: 'play' as 'edit' | 'play' };
  let debug: StageDebug | null = null;
  let destroyed = false;
  let code: Promise<string> | null = null;

  async function connect(): Promise<FrameLink> {
    code ??= options.frameCode().catch((cause: unknown) => {
      code = null;
      throw new StageError('no_frame_code', {}, { cause });
    });
    const text = await code;
    if (destroyed) throw new StageError('destroyed');
    if (!link) {
      link = new FrameLink(options, text);
      link.send({ type: 'turbo', on: settings.turbo });
      link.send({ type: 'frameRate', perSecond: settings.framesPerSecond });
      link.send({ type: 'mute', on: settings.muted });
      link.send({ type: 'mode', mode: settings.mode });
      if (debug) link.send({ type: 'debug', ...debug });
    }
    return link;
  }

  const load = async (wanted: LoadOptions): Promise<void> => {
    last = wanted;
    await (await connect()).load(wanted);
  };

  /** What is connected, for questions that only a running stage can answer. */
  const connected = (): FrameLink => {
    if (!link) throw new StageError(destroyed ? 'destroyed' : 'no_answer');
    return link;
  };

  return {
    load,
    async takeOver(wanted) {
      const refusal = await (await connect()).takeOver(wanted);
      if (!refusal) last = wanted;
      return refusal;
    },
    setDebug(wanted) {
      debug = wanted;
      link?.send({ type: 'debug', ...wanted });
    },
    debug: (action) => link?.send({ type: 'debugDo', action }),
    focusThread: (thread) => link?.send({ type: 'debugFocus', thread }),
    inspect: async (of) => connected().inspect(of),
    evaluate: async (target, block) => connected().evaluate(target, block),
    greenFlag: () => link?.send({ type: 'greenFlag' }),
    stop: () => link?.send({ type: 'stopAll' }),
    async stopHard() {
      link?.close();
      link = null;
      options.onEvent({ type: 'running', on: false });
      options.onEvent({ type: 'question', target: null, text: null });
      if (last) await load(last);
    },
    setTurbo(on) {
      settings.turbo = on;
      link?.send({ type: 'turbo', on });
    },
    setFrameRate(perSecond) {
      settings.framesPerSecond = perSecond;
      link?.send({ type: 'frameRate', perSecond });
    },
    setMuted(on) {
      settings.muted = on;
      link?.send({ type: 'mute', on });
    },
    setMode(mode) {
      settings.mode = mode;
      link?.send({ type: 'mode', mode });
    },
    allowCamera: (on) => link?.allowCamera(on),
    answer: (text) => link?.send({ type: 'answer', text }),
    toggleScript: (target, block) => link?.send({ type: 'toggleScript', target, block }),
    setVariable: (id, value) => link?.send({ type: 'setVariable', id, value }),
    place: (target, { x = null, y = null, direction = null, size = null, visible = null, costume = null }) =>
      link?.send({ type: 'place', target, x, y, direction, size, visible, costume }),
    key: (key, down) => link?.send({ type: 'key', key, down }),
    focus: () => link?.focus(),
    async thumbnail({ width = 480, height = 360, format = 'image/png' } = {}) {
      return connected().snapshot(width, height, format);
    },
    destroy() {
      destroyed = true;
      link?.close();
      link = null;
    },
  };
}
