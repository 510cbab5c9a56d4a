import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenToPointer } from './pointer.ts';
import { StageInput } from './stage-input.ts';

/** A surface of 960 x 720 pixels at (100, 50), and what is told of it. */
function surface() {
  const element = Object.assign(new EventTarget(), {
    getBoundingClientRect: () => ({ left: 100, top: 50, width: 960, height: 720 }),
    setPointerCapture: () => {},
  });
  const told: string[] = [];
  const input = new StageInput();
  listenToPointer(element as unknown as HTMLElement, {
    onPointer: (x, y, down) => {
      told.push(`${x},${y} ${down ? 'down' : 'up'}`);
      input.pointer(x, y, down);
    },
    onWheel: (up) => told.push(up ? 'wheel up' : 'wheel down'),
  });
  const send = (type: string, clientX: number, clientY: number, rest: object = {}): boolean =>
    element.dispatchEvent(Object.assign(new Event(type), { clientX, clientY, pointerId: 1, button: 0, ...rest }));
  return { told, input, send };
}

const frames: (() => void)[] = [];
beforeEach(() => vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame)));
afterEach(() => {
  frames.length = 0;
  vi.unstubAllGlobals();
});
const nextFrame = (): void => frames.splice(0).forEach((frame) => frame());

describe('the pointer', () => {
  it('is told in stage units, movements once a frame', () => {
    const { told, send } = surface();
    send('pointermove', 100, 50);
    send('pointermove', 580, 410);
    nextFrame();
    send('pointerdown', 580, 410);
    send('pointermove', 1060, 770);
    nextFrame();
    send('pointerup', 1060, 770);
    expect(told).toEqual(['0,0 up', '0,0 down', '240,-180 down', '240,-180 up']);
  });

  it('is the first finger; others wait until it was lifted', () => {
    const { told, send } = surface();
    send('pointerdown', 580, 410);
    send('pointerdown', 700, 410, { pointerId: 2 });
    send('pointermove', 720, 410, { pointerId: 2 });
    nextFrame();
    send('pointerup', 720, 410, { pointerId: 2 });
    send('pointercancel', 580, 410);
    send('pointerdown', 700, 410, { pointerId: 3 });
    expect(told).toEqual(['0,0 down', '0,0 up', '60,0 down']);
  });

  it('clicks with its main button only', () => {
    const { told, send } = surface();
    send('pointerdown', 580, 410, { button: 2 });
    expect(told).toEqual([]);
  });

  it('stays at the edge that it left the stage over', () => {
    const { input, send } = surface();
    send('pointermove', 110, 410);
    send('pointerleave', 60, 500);
    nextFrame();
    expect([input.mouseX, input.mouseY]).toEqual([-240, -45]);
  });

  it('turns its wheel up or down', () => {
    const { told, send } = surface();
    send('wheel', 580, 410, { deltaY: -3 });
    send('wheel', 580, 410, { deltaY: 120 });
    send('wheel', 580, 410, { deltaY: 0 });
    expect(told).toEqual(['wheel up', 'wheel down']);
  });
});
