import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { open, program, svg, type StageSite, type TestWindow } from './stage-site.ts';
import { useStagePage } from './use-stage-page.ts';

declare const window: Window & TestWindow;

let site: StageSite;
let page: Page;

/** Patient: the machine may be busy with other tests. */
const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 20_000, interval: 100 });

useStagePage(
  (freshPage, stageSite) => {
    page = freshPage;
    site = stageSite;
  },
  { args: ['--use-fake-device-for-media-stream'] },
);

const red = { svg: svg(40, 40, '<rect width="40" height="40" fill="#f00"/>'), width: 40, height: 40 };

/** Waits until the page has an event like this; gives all events so far. */
const events = (type: string) => page.waitForFunction((type) => window.events.some((e) => e.type === type), type);

describe('a project in its frame', () => {
  it('shows sprites where they are before and after the green flag', async () => {
    await open(page, site, {
      sprites: { red: { ...red, x: -100, y: 60 } },
      flag: { red: 'rt.motion.goToXY(t, 120, -40)' },
    });
    const points: [number, number][] = [
      [-100, 60],
      [120, -40],
      [0, 170],
    ];
    expect(await page.evaluate((points) => window.pixels(points), points)).toEqual([
      [255, 0, 0],
      [238, 238, 255],
      [238, 238, 255],
    ]);
    await page.evaluate(() => window.stage.greenFlag());
    await eventually(() => page.evaluate((points) => window.pixels(points), points)).toEqual([
      [238, 238, 255],
      [255, 0, 0],
      [238, 238, 255],
    ]);
  });

  it('tells what sprites say and draws it', async () => {
    await open(page, site, { sprites: { red }, flag: { red: "rt.looks.say(t, '你好')" } });
    await page.evaluate(() => window.stage.greenFlag());
    await events('said');
    expect(await page.evaluate(() => window.events.find((e) => e.type === 'said'))).toMatchObject({
      target: 'red',
      text: '你好',
    });
    // The bubble's white, right above the sprite, where the backdrop is not white.
    await eventually(() => page.evaluate(() => window.pixels([[26, 45]]))).toEqual([[255, 255, 255]]);
  });

  it('draws pen lines under sprites', async () => {
    const body = 'rt.pen.setColor(t, "#00ff00"); rt.pen.setSize(t, 10); rt.pen.down(t); rt.motion.goToXY(t, 150, 0)';
    await open(page, site, { sprites: { red: { ...red, x: -150 } }, flag: { red: body } });
    await page.evaluate(() => window.stage.greenFlag());
    const points: [number, number][] = [
      [-150, 0],
      [0, 4],
      [0, 8],
      [150, 0],
    ];
    await eventually(() => page.evaluate((points) => window.pixels(points), points)).toEqual([
      [0, 255, 0],
      [0, 255, 0],
      [238, 238, 255],
      [255, 0, 0],
    ]);
  });

  it('draws vectors sharply at any size', async () => {
    // One black and one white half: at 2,000 % of a small picture the border is still one pixel wide.
    const halves = svg(4, 4, '<rect width="4" height="4" fill="#fff"/><rect width="2" height="4"/>');
    await open(page, site, { sprites: { halves: { svg: halves, width: 4, height: 4, size: 2000 } } });
    const row = [-4, -3, -2, -1, 0, 1, 2, 3].map((x): [number, number] => [x + 0.5, 0.5]);
    await eventually(() =>
      page.evaluate((row) => window.pixels(row), row).then((pixels) => pixels.map(([r]) => r)),
    ).toEqual([0, 0, 0, 0, 255, 255, 255, 255]);
  });

  it('runs scripts for clicks and keys, and lets draggable sprites be dragged', async () => {
    await open(page, site, {
      sprites: { still: { ...red, x: -100 }, loose: { ...red, x: 100, draggable: true } },
      click: { still: "rt.looks.say(t, 'clicked')", loose: "rt.looks.say(t, 'loose')" },
      space: { loose: "rt.looks.say(t, rt.sensing.keyPressed(t, 'space'))" },
    });
    await page.evaluate(() => window.stage.greenFlag());
    // A busy browser may not yet send the pointer into a frame that has just come.
    await eventually(async () => {
      await page.mouse.click(140, 180);
      return page.evaluate(() => window.events.some((e) => e.type === 'said'));
    }).toBe(true);
    await page.mouse.move(340, 180);
    await page.mouse.down();
    await page.mouse.move(340, 60, { steps: 4 });
    await page.mouse.up();
    await eventually(() => page.evaluate(() => window.pixels([[100, 120], [100, 0]]))).toEqual([[255, 0, 0], [238, 238, 255]]); // prettier-ignore
    const said = await page.evaluate(() => window.events.flatMap((e) => (e.type === 'said' ? [e.text] : [])));
    expect(new Set(said)).toEqual(new Set(['clicked']));
    // The click gave the frame the keyboard.
    await page.keyboard.down('Space');
    await page.waitForFunction(() => window.events.some((e) => e.type === 'said' && e.text === 'true'));
    await page.keyboard.up('Space');
    // Whether the script still finds the key down is a matter of the frame between the two messages.
    const before = await page.evaluate(() => window.events.filter((e) => e.type === 'said').length);
    await page.evaluate(() => (window.stage.key('space', true), window.stage.key('space', false)));
    await page.waitForFunction((n) => window.events.filter((e) => e.type === 'said').length > n, before);
  });

  it('tells where a sprite was put in edit mode', async () => {
    await open(page, site, { sprites: { red } });
    await page.evaluate(() => window.stage.setMode('edit'));
    await page.mouse.move(240, 180);
    await page.mouse.down();
    await page.mouse.move(300, 150, { steps: 3 });
    await page.mouse.up();
    await events('moved');
    const moved = await page.evaluate(() => window.events.find((e) => e.type === 'moved'));
    expect(moved).toMatchObject({ target: 'red', x: expect.closeTo(60, 6), y: expect.closeTo(30, 6) });
  });

  it('tells how sprites stand when that changed, and stands them as a hand wants', async () => {
    await open(page, site, { sprites: { red, other: red }, click: { red: 'rt.motion.goToXY(t, 30, Infinity)' } });
    await page.evaluate(() => window.stage.place('red', { x: 30, direction: 45, visible: false }));
    await events('placements');
    const told = () => page.evaluate(() => window.events.flatMap((e) => (e.type === 'placements' ? e.sprites : [])));
    expect(await told()).toEqual([
      { target: 'red', x: 30, y: 0, direction: 45, size: 100, visible: false, costume: 0 },
    ]);
    await page.evaluate(() => window.stage.place('red', { visible: true, size: 50 }));
    await eventually(async () => (await told()).at(-1)).toMatchObject({ visible: true, size: 50 });
    // Fenced as far as the renderer lets it; never a number that cannot cross the border.
    await page.mouse.click(270, 180);
    await eventually(async () => (await told()).at(-1)?.y).toBeGreaterThan(100);
  });

  it('loads another program into the same frame, and says when one cannot start', async () => {
    await open(page, site, { sprites: { red } });
    const broken = program({ sprites: { red } });
    const code = await page.evaluate(
      ([compiled, assets]) =>
        window.load({ ...compiled, code: 'function (' }, assets).then(
          () => 'loaded',
          (error) => error.code,
        ),
      [broken.program, broken.assets] as const,
    );
    expect(code).toBe('load_failed');
    const blue = program({ sprites: { blue: { ...red, svg: red.svg.replace('#f00', '#00f') } } });
    await page.evaluate(([compiled, assets]) => window.load(compiled, assets), [blue.program, blue.assets] as const);
    expect(await page.evaluate(() => window.pixels([[0, 0]]))).toEqual([[0, 0, 255]]);
    expect(await page.evaluate(() => document.querySelectorAll('iframe').length)).toBe(1);
  });

  it('fills its container and stays sharp when that grows', async () => {
    await page.setViewportSize({ width: 1300, height: 800 });
    await open(page, site, { sprites: { red } });
    await page.evaluate(() => (document.getElementById('stage')!.style.cssText = 'width:1280px;height:720px'));
    // 720 high makes 960 wide, in the middle; the sprite's right edge is at 20 units: 640 + 40.
    await eventually(async () => {
      const shot = await page.screenshot({ clip: { x: 676, y: 358, width: 8, height: 4 } });
      return page.evaluate(async (png) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
        const context = new OffscreenCanvas(8, 4).getContext('2d')!;
        context.drawImage(image, 0, 0);
        return [2, 3, 4, 5].map((x) => context.getImageData(x, 1, 1, 1).data[1]);
      }, shot.toString('base64'));
    }).toEqual([0, 0, 238, 238]);
  });

  it('gives a picture even while its container is not shown', async () => {
    await open(page, site, { sprites: { red } });
    await page.evaluate(() => (document.getElementById('stage')!.style.display = 'none'));
    expect(await page.evaluate(() => window.pixels([[0, 0], [19, 19], [21, 21]]))).toEqual([[255, 0, 0], [255, 0, 0], [238, 238, 255]]); // prettier-ignore
  });
});

describe('vector costumes', () => {
  const square = (inside: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">${inside}</svg>`;
  const shown = { width: 40, height: 40 };

  it('load nothing and run nothing, wherever they try', async () => {
    await page.goto(site.url);
    const leak = `${site.url}leak`;
    const hostile = square(`
      <rect width="40" height="40" fill="#0f0" onclick="fetch('${leak}')"/>
      <script>fetch('${leak}')</script><script href="${leak}"/>
      <style>@import url('${leak}'); @font-face { font-family: x; src: url('${leak}') } rect { fill: url('${leak}#a') #0f0 }</style>
      <image href="${leak}" width="9" height="9"/><use href="${leak}#a"/>
      <foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="${leak}" onerror="fetch('${leak}')"/></foreignObject>
      <animate attributeName="x" onbegin="fetch('${leak}')"/>`);
    // Without a view box the frame's own document must measure it.
    const measured = hostile.replace(' viewBox="0 0 40 40"', '');
    const project = program({
      sprites: { hostile: { svg: hostile, ...shown, x: -100 }, measured: { svg: measured, ...shown, x: 100 } },
    });
    site.requests.length = 0;
    await page.evaluate(([compiled, assets]) => window.load(compiled, assets), [
      project.program,
      project.assets,
    ] as const);
    const colors = await page.evaluate(() => window.pixels([[-100, -10], [100, -10]])); // prettier-ignore
    expect(colors).toEqual([
      [0, 255, 0],
      [0, 255, 0],
    ]);
    await page.waitForTimeout(300);
    expect(site.requests.filter((path) => path.includes('leak'))).toEqual([]);
  });

  it('are as large as what they draw when they do not say, strokes included', async () => {
    const drawing = '<rect x="100" y="50" width="30" height="20" fill="#f00" stroke="#00f" stroke-width="10"/>';
    const unsized = `<svg xmlns="http://www.w3.org/2000/svg">${drawing}</svg>`;
    // Its centre is given in the drawing's own coordinates, as Scratch does.
    const project = program({ sprites: { unsized: { svg: unsized, width: 230, height: 120 } } });
    await page.goto(site.url);
    await page.evaluate(([compiled, assets]) => window.load(compiled, assets), [
      project.program,
      project.assets,
    ] as const);
    const colors = await page.evaluate(() => window.pixels([[0, 0], [17, 0], [-17, 0], [0, 12], [22, 0], [0, 17]])); // prettier-ignore
    const [red, blue, back] = [
      [255, 0, 0],
      [0, 0, 255],
      [238, 238, 255],
    ];
    expect(colors).toEqual([red, blue, blue, blue, back, back]);
  });

  it('that are no pictures leave their sprite empty, and the project runs', async () => {
    await open(page, site, {
      sprites: { red: { ...red, x: 100 }, broken: { svg: '<svg', ...shown }, page: { svg: '<html/>', ...shown } },
      flag: { broken: "rt.looks.say(t, 'here')" },
    });
    await page.evaluate(() => window.stage.greenFlag());
    await events('said');
    expect(await page.evaluate(() => window.pixels([[100, 0], [0, 0]]))).toEqual([[255, 0, 0], [238, 238, 255]]); // prettier-ignore
  });
});

describe('the microphone', () => {
  const listen = { red: 'setInterval(() => rt.looks.say(t, rt.sensing.loudness(t)), 50)' };
  const states = () => page.evaluate(() => window.events.flatMap((e) => (e.type === 'microphone' ? [e.state] : [])));
  const heard = () =>
    page.evaluate(() => window.events.flatMap((e) => (e.type === 'said' && e.text !== '' ? [Number(e.text)] : [])));

  it('is asked for when a project listens, tells how loud it is, and is off when the project was stopped', async () => {
    await page.context().grantPermissions(['microphone']);
    await open(page, site, { sprites: { red }, flag: listen });
    expect(await states()).toEqual([]);
    await page.evaluate(() => window.stage.greenFlag());
    await eventually(states).toEqual(['asking', 'on']);
    // The browser's pretended microphone beeps.
    await eventually(async () => Math.max(...(await heard()))).toBeGreaterThan(10);
    await page.evaluate(() => window.stage.stop());
    await eventually(states).toEqual(['asking', 'on', 'off']);
    await eventually(async () => (await heard()).at(-1)).toBe(-1);
  });

  it('leaves the project without loudness when the person refuses', async () => {
    await page.context().clearPermissions();
    await open(page, site, { sprites: { red }, flag: listen });
    await page.evaluate(() => window.stage.greenFlag());
    await eventually(states).toEqual(['asking', 'denied']);
    expect(await heard()).not.toContain(0);
    expect(Math.max(...(await heard()))).toBe(-1);
  });

  it('is nothing that a project which only stands there may ask for', async () => {
    await page.context().grantPermissions(['microphone']);
    await open(page, site, { sprites: { red }, flag: { red: '' }, space: listen });
    await page.evaluate(() => (window.stage.key('space', true), window.stage.key('space', false)));
    await events('said');
    await page.waitForTimeout(300);
    expect(await states()).toEqual([]);
  });
});

describe('a project that never lets go', () => {
  it('does not hold up the page, is noticed, and can be ended', async () => {
    await open(page, site, { sprites: { red }, flag: { red: 'for (;;);' } });
    await page.evaluate(() => window.stage.greenFlag());
    const frames = await page.evaluate(async () => {
      let frames = 0;
      const end = performance.now() + 1000;
      while (performance.now() < end) {
        await new Promise(requestAnimationFrame);
        frames++;
      }
      return frames;
    });
    expect(frames).toBeGreaterThan(0);
    await page.waitForFunction(() => window.events.some((e) => e.type === 'responding' && !e.on));
    await expect(page.evaluate(() => window.pixels([[0, 0]]))).rejects.toThrow('no_answer');
    await page.evaluate(() => window.stage.stopHard());
    expect(await page.evaluate(() => window.pixels([[0, 0]]))).toEqual([[255, 0, 0]]);
    expect(await page.evaluate(() => window.events.at(-1))).toMatchObject({ type: 'question', text: null });
  });
});

describe('isolation', () => {
  /** Runs an attack as a project's code; gives what it says. */
  async function attack(body: string): Promise<string> {
    const flag = `(async () => { ${body} })().then((v) => rt.looks.say(t, 'got ' + v), (e) => rt.looks.say(t, 'failed ' + e))`;
    await open(page, site, { sprites: { red }, flag: { red: flag.replaceAll('ORIGIN', site.url) } });
    site.requests.length = 0;
    await page.evaluate(() => window.stage.greenFlag());
    await events('said');
    return page.evaluate(() => window.events.flatMap((e) => (e.type === 'said' ? [e.text] : []))[0]!);
  }

  it.each([
    ['fetch', "return (await fetch('ORIGINleak')).status"],
    ['XMLHttpRequest', "const x = new XMLHttpRequest(); x.open('GET', 'ORIGINleak', false); x.send(); return x.status"],
    ['WebSocket', "return new WebSocket('ORIGINleak'.replace('http', 'ws')).url"],
    ['EventSource', "return new EventSource('ORIGINleak').url"],
    ['WebTransport', "return new WebTransport('ORIGINleak'.replace('http', 'https'))"],
    ['RTCPeerConnection', 'return new RTCPeerConnection()'],
    ['importScripts', "importScripts('ORIGINleak'); return 1"],
    ['import()', "return (await import('ORIGINleak')).default"],
    ['a worker of its own', "return new Worker('ORIGINleak')"],
    ['eval', "return (0, eval)('1 + 1')"],
    ['the constructor of functions', "return (() => {}).constructor('return 1')()"],
    ['the page', 'return parent.document.title'],
    ['the document', 'return document.title'],
    [
      'navigation',
      "location.href = 'ORIGINleak'; return location.href.startsWith('ORIGIN') || Promise.reject('stayed')",
    ],
    ['local storage', "return localStorage.setItem('a', 'b')"],
    ['IndexedDB', "return indexedDB.open('a')"],
    ['caches', "return caches.open('a')"],
    ['cookies', 'return cookieStore.getAll()'],
    ['channels to other tabs', "return new BroadcastChannel('a').name"],
    ['messages in the name of the runtime', "postMessage({ type: 'escape' }); return 1"],
  ])('a project cannot use %s', async (_name, body) => {
    expect(await attack(body)).toMatch(/^failed /);
    expect(site.requests.filter((path) => path.includes('leak'))).toEqual([]);
  });

  it("holds even in the frame's own document, where no project runs", async () => {
    await open(page, site, { sprites: { red } });
    site.requests.length = 0;
    const frame = page.frames()[1]!;
    const attempts = await frame.evaluate(async (origin) => {
      const inner = document.createElement('iframe');
      document.body.append(inner);
      const globals = inner.contentWindow as unknown as typeof globalThis;
      const tries: Record<string, () => unknown> = {
        fetch: () => fetch(`${origin}leak`),
        'fetch of a fresh document': () => globals.fetch(`${origin}leak`),
        image: () =>
          new Promise((resolve, reject) => {
            const image = new Image();
            image.onload = resolve;
            image.onerror = () => reject(new Error('image'));
            image.src = `${origin}leak`;
          }),
        WebRTC: () => new RTCPeerConnection(),
        parent: () => parent.document.title,
        storage: () => localStorage.length,
        popup: () => globals.open(`${origin}leak`)!.closed,
      };
      const through: string[] = [];
      for (const [name, attempt] of Object.entries(tries)) {
        try {
          await attempt();
          through.push(name);
        } catch {
          // As it should be.
        }
      }
      return through;
    }, site.url);
    expect(attempts).toEqual([]);
    await frame.evaluate(
      (origin) => void (location.href = origin.replace('127.0.0.1', 'localhost') + 'leak'),
      site.url,
    );
    await page.waitForTimeout(500);
    expect(site.requests.filter((path) => path.includes('leak'))).toEqual([]);
  });
});
