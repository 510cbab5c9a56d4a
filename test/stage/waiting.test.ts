import { describe, expect, it } from 'vitest';
import { b, broadcastAndWait, change, flag, forever, receive, say, wait } from './support/build-project.ts';
import { started } from './support/run.ts';

describe('waiting (measured facts, section 1)', () => {
  it('9: wait gives way even for 0 seconds and lets the stage be drawn', () => {
    const stage = started({ Stage: { variables: { n: 0 }, scripts: [[flag, forever(change('n', 1), wait(0))]] } });
    stage.frames(4);
    expect(stage.runtime.variable('stage', 'n')).toBe(4);
  });

  it('9: wait lasts as long as it says', () => {
    const stage = started({ S: { scripts: [[flag, wait(0.5), say('now')]] } });
    stage.frames(15);
    expect(stage.said).toEqual([]);
    stage.frames(2);
    expect(stage.said).toEqual(['S: now']);
  });

  it('9: glide gives way first and goes straight from where it began; 0 seconds jump', () => {
    const glide = (seconds: number, x: number) => b('motion_glidesecstoxy', { SECS: seconds, X: x, Y: 0 });
    const stage = started({ S: { scripts: [[flag, glide(0, 10), glide(1, 110), say('there')]] } });
    const x = () => Math.round(Number(stage.runtime.attribute('sprite-S', 'x position')));
    stage.frames(1);
    expect(x()).toBe(10);
    stage.frames(15);
    expect(x()).toBe(60);
    stage.frames(16);
    expect(x()).toBe(110);
    expect(stage.said).toEqual(['S: there']);
  });

  it('10: whoever waits for a message goes on in the frame in which the last of its scripts ends', () => {
    const stage = started({
      A: { scripts: [[flag, broadcastAndWait('go'), say('done')]] },
      B: { scripts: [[receive('go'), wait(0.05)]] },
    });
    stage.frames(2);
    expect(stage.said).toEqual([]);
    stage.frames(1);
    expect(stage.said).toEqual(['A: done']);
  });
});
