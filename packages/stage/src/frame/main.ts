import { WebAudioPlayer } from '../audio/index.ts';
import { isClaimed, Keyboard, listenToPointer } from '../input/index.ts';
import { STAGE_HEIGHT, STAGE_WIDTH } from '../render/geometry.ts';
import { CostumeFiles } from './costume-files.ts';
import { FloodGate, passOn } from './flood-gate.ts';
import { lockFrame } from './lockdown.ts';
import {
  decodeFromWorker,
  decodeToFrame,
  PROTOCOL_VERSION,
  type FromFrame,
  type FromWorker,
  type ToFrame,
  type ToWorker,
} from './protocol.ts';
import workerCode from 'virtual:stage-worker';

/**
 * The frame's document: a canvas, sounds and vector pictures, and between the page and the worker a checked relay. The
 * project itself runs in the worker, so that neither this document nor the page ever waits for it.
 */

/** The largest surface: beyond this, sharper is not seen but costs. */
const MAX_SURFACE_WIDTH = 3840;

/** What overtakes a program that is being loaded. */
const AT_ONCE: ReadonlySet<ToFrame['type']> = new Set(['ping', 'loudness', 'spoken', 'board'] as const);

function startFrame(page: MessagePort): void {
  lockFrame();
  const canvas = document.createElement('canvas');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'img');
  document.body.append(canvas);

  const worker = new Worker(URL.createObjectURL(new Blob([workerCode], { type: 'text/javascript' })));
  const toWorker = (message: ToWorker, transfer: Transferable[] = []): void => worker.postMessage(message, transfer);
  const toPage = (message: FromFrame, transfer: Transferable[] = []): void => page.postMessage(message, transfer);

  const soundFiles = new Map<string, ArrayBuffer>();
  const audio = new WebAudioPlayer(
    (sound) => soundFiles.get(sound) ?? null,
    (sound, why) => toPage({ type: 'refused', hash: sound, what: 'sound', why }),
  );
  const costumes = new CostumeFiles(toWorker, (hash, why) => toPage({ type: 'refused', hash, what: 'costume', why }));
  const assets = new Map<string, ArrayBuffer | null>();

  const surface = canvas.transferControlToOffscreen();
  toWorker({ type: 'surface', canvas: surface, scale: fit(canvas) }, [surface]);
  const refit = (): void => toWorker({ type: 'resize', scale: fit(canvas) });
  new ResizeObserver(refit).observe(document.documentElement);
  watchPixelRatio(refit);

  listenToPointer(canvas, {
    onPointer(x, y, down) {
      if (down) audio.wake();
      toWorker({ type: 'pointer', x, y, down });
    },
    onWheel: (up) => toWorker({ type: 'wheel', up }),
  });
  const keyboard = new Keyboard((key, down) => toWorker({ type: 'key', key, down }));
  addEventListener('keydown', (event) => {
    audio.wake();
    if (event.key === 'Escape') toPage({ type: 'escape' });
    if (event.key === 'F8' || event.key === 'F10') {
      event.preventDefault();
      const command = event.ctrlKey || event.metaKey;
      return toPage({ type: 'functionKey', key: event.key, command, shift: event.shiftKey });
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const name = keyboard.down(event);
    if (name && isClaimed(name)) event.preventDefault();
  });
  addEventListener('keyup', (event) => keyboard.up(event));
  addEventListener('focus', () => toPage({ type: 'focused' }));
  addEventListener('blur', () => {
    keyboard.letGo();
    toWorker({ type: 'letGo' });
  });

  async function load(message: Extract<ToFrame, { type: 'load' | 'takeOver' }>): Promise<void> {
    for (const target of message.program.targets) {
      for (const { asset } of target.sounds) {
        const bytes = assets.get(asset);
        if (bytes && !soundFiles.has(asset)) {
          soundFiles.set(asset, bytes);
          audio.prepare(asset);
        }
      }
    }
    await costumes.send(
      message.program.targets.flatMap((target) => target.costumes),
      assets,
    );
    toWorker(message);
  }

  const loadFailed = (message: Extract<ToFrame, { type: 'load' | 'takeOver' }>, error: unknown): void =>
    toPage({ type: 'loadFailed', serial: message.serial, message: String(error).slice(0, 1000) });

  // One program after the other: a load that waits for pictures must not be overtaken by the next command.
  let turn = Promise.resolve();
  page.onmessage = ({ data }) => {
    const message = decodeToFrame(data);
    if (!message) return;
    if (message.type === 'asset') assets.set(message.hash, message.bytes);
    else if (message.type === 'mute') audio.mute(message.on);
    else if (message.type === 'terminate') worker.terminate();
    else if (message.type === 'load' || message.type === 'takeOver')
      turn = turn.then(() => load(message)).catch((error) => loadFailed(message, error));
    else if (AT_ONCE.has(message.type)) toWorker(message as ToWorker);
    else if (message.type === 'videoFrame') toWorker(message, message.image ? [message.image] : []);
    else {
      if (message.type === 'greenFlag') audio.wake();
      turn = turn.then(() => toWorker(message));
    }
  };

  const gate = new FloodGate(() => performance.now());
  worker.onmessage = ({ data }) => {
    const message = decodeFromWorker(data);
    if (message) fromWorker(message);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    toPage({ type: 'error', message: String(event.message).slice(0, 1000), target: null, block: null });
  };

  function fromWorker(message: FromWorker): void {
    switch (message.type) {
      case 'sharpen':
        return costumes.sharpen(message.hash, message.scale);
      case 'soundReset':
        return audio.reset();
      case 'soundPlay':
        return void audio
          .play(message.owner, message.sound)
          .then(() => toWorker({ type: 'soundEnded', serial: message.serial }));
      case 'soundStop':
        return audio.stop(message.owner ?? undefined, message.sound ?? undefined);
      case 'soundPaused':
        return audio.setPaused(message.on);
      case 'soundVolume':
        return audio.setVolume(message.owner, message.volume);
      case 'soundEffect':
        return audio.setEffect(message.owner, message.effect, message.value);
      case 'notePlay':
        return audio.playMusic(message.owner, { ...message, kind: 'note' });
      case 'drumPlay':
        return audio.playMusic(message.owner, { ...message, kind: 'drum' });
      case 'ready':
        return toPage({ ...message, version: PROTOCOL_VERSION });
      case 'picture':
        return toPage(message, message.bytes ? [message.bytes] : []);
      case 'said':
      case 'logged':
      case 'report':
      case 'speak':
      case 'error':
        // A project decides how many of these there are; the others come at most once a step or were asked for.
        return passOn(message, gate, toPage, toWorker);
      default:
        return toPage(message);
    }
  }
}

/** Lays the canvas out as large as the frame allows and says how many device pixels a stage unit gets. */
function fit(canvas: HTMLCanvasElement): number {
  const { clientWidth, clientHeight } = document.documentElement;
  const width = Math.max(1, Math.min(clientWidth, (clientHeight * STAGE_WIDTH) / STAGE_HEIGHT));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${(width * STAGE_HEIGHT) / STAGE_WIDTH}px`;
  return Math.max(0.05, Math.min(width * devicePixelRatio, MAX_SURFACE_WIDTH) / STAGE_WIDTH);
}

/** Zooming and moving to another screen change the pixel ratio without changing the size. */
function watchPixelRatio(changed: () => void): void {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
    'change',
    () => {
      changed();
      watchPixelRatio(changed);
    },
    { once: true },
  );
}

// Left by the bootstrap (see `host/bootstrap.ts`); gone before anything else can look for it.
const scope = globalThis as { paperkitePort?: MessagePort };
const port = scope.paperkitePort;
delete scope.paperkitePort;
if (port) startFrame(port);
