import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { program, svg, type StageSite, type TestWindow } from './stage-site.ts';
import { useStagePage } from './use-stage-page.ts';

declare const window: Window & TestWindow;

let site: StageSite;
let page: Page;

/** Patient: the machine may be busy with other tests. */
const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 20_000, interval: 100 });

useStagePage((freshPage, stageSite) => {
  page = freshPage;
  site = stageSite;
});

const red = { svg: svg(40, 40, '<rect width="40" height="40" fill="#f00"/>'), width: 40, height: 40 };

describe('files that cannot be used', () => {
  it('are told of, by their hash; an empty drawing is none of them', async () => {
    await page.goto(site.url);
    const shown = { width: 40, height: 40 };
    const { program: compiled, assets } = program({
      sprites: {
        red: { ...red, x: 100 },
        broken: { svg: '<svg', ...shown },
        endless: { svg: svg(40, 40, '<g id="a"><use href="#a"/></g>'), ...shown },
        blank: { svg: '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>', ...shown },
        vast: { svg: '', ...shown },
      },
    });
    // A bitmap that says it has 400 million pixels, and a sound that is none.
    const head = Buffer.from('89504e470d0a1a0a0000000d49484452000000000000000008060000000000000049444154', 'hex');
    head.writeUInt32BE(20_000, 16);
    head.writeUInt32BE(20_000, 20);
    assets.vast = head.toString('base64');
    assets.noise = Buffer.from('no sound').toString('base64');
    const targets = compiled.targets as unknown as {
      name: string;
      costumes: { format: string }[];
      sounds: object[];
    }[];
    targets.find(({ name }) => name === 'vast')!.costumes[0]!.format = 'png';
    targets[0]!.sounds = [{ id: 'noise', name: 'noise', asset: 'noise', format: 'wav', rate: 1, sampleCount: 1 }];
    await page.evaluate(([compiled, assets]) => window.load(compiled, assets), [compiled, assets] as const);
    const refused = () =>
      page.evaluate(() => window.events.flatMap((e) => (e.type === 'refused' ? [`${e.what} ${e.hash} ${e.why}`] : [])));
    await eventually(async () => (await refused()).sort()).toEqual([
      'costume broken broken',
      'costume endless too_large',
      'costume vast too_large',
      'sound noise broken',
    ]);
    expect(await page.evaluate(() => window.pixels([[100, 0]]))).toEqual([[255, 0, 0]]);
  });
});

describe('files that are not there', () => {
  it('are told of, and are shown when another load finds them', async () => {
    await page.goto(site.url);
    const { program: compiled, assets } = program({ sprites: { red } });
    const { red: late, ...others } = assets;
    const load = (files: Record<string, string>) =>
      page.evaluate(([compiled, files]) => window.load(compiled, files), [compiled, files] as const);
    await load(others);
    const absent = () => page.evaluate(() => window.events.filter((e) => e.type === 'absent'));
    expect(await absent()).toEqual([{ type: 'absent', hash: 'red', what: 'costume' }]);
    expect(await page.evaluate(() => window.pixels([[0, 0]]))).toEqual([[238, 238, 255]]);
    await load({ ...others, red: late! });
    await eventually(() => page.evaluate(() => window.pixels([[0, 0]]))).toEqual([[255, 0, 0]]);
    expect(await absent()).toHaveLength(1);
  });
});
