import { describe, expect, it } from 'vitest';
import { compileProject } from '@paperkite/compiler';
import { silentAudio, type AudioPlayer } from '@paperkite/stage';
import {
  b,
  buildProject,
  change,
  flag,
  forever,
  op,
  repeat,
  say,
  set,
  stop,
  wait,
  when,
  type B,
  type TargetSpec,
} from './support/build-project.ts';
import { flatRenderer } from './support/flat-renderer.ts';
import { stageFor, started } from './support/run.ts';

const playUntilDone = b('sound_playuntildone', { SOUND_MENU: 'a' });
const startSound = (name: string) => b('sound_play', { SOUND_MENU: name });
const others = stop('other scripts in sprite');
const sayFor = (message: string, seconds: number) => b('looks_sayforsecs', { MESSAGE: message, SECS: seconds });

/** Writes down what is asked of the player; nothing ends by itself. */
function heard(): { audio: AudioPlayer; log: string[] } {
  const log: string[] = [];
  const audio: AudioPlayer = {
    ...silentAudio,
    play: (owner, sound) => {
      log.push(`play ${owner} ${sound}`);
      return new Promise(() => {});
    },
    stop: (owner, sound) => void log.push(['stop', owner, sound].filter((part) => part !== undefined).join(' ')),
    setEffect: (owner, effect, value) => void log.push(`${effect} ${owner} ${value}`),
  };
  return { audio, log };
}

function performed(targets: Record<string, TargetSpec>) {
  const { audio, log } = heard();
  const stage = stageFor(buildProject(targets), undefined, compileProject, null, audio);
  stage.runtime.greenFlag();
  log.length = 0;
  return { ...stage, log };
}

describe('what ends with scripts, as in Scratch', () => {
  it('stopping the other scripts of a sprite ends what they play until done, and nothing else', () => {
    const stage = performed({
      S: {
        sounds: ['a', 'b'],
        scripts: [
          [flag, startSound('b')],
          [flag, playUntilDone],
          [flag, wait(0.2), others],
        ],
      },
      T: { sounds: ['a'], scripts: [[flag, playUntilDone]] },
    });
    stage.frames(20);
    expect(stage.log.filter((line) => line.startsWith('stop'))).toEqual(['stop 1 a']);
  });

  it('and their questions, so that the next may be asked', () => {
    const stage = started({
      S: {
        scripts: [
          [flag, b('sensing_askandwait', { QUESTION: 'mine' })],
          [flag, wait(0.2), others],
        ],
      },
      T: { scripts: [[flag, wait(0.1), b('sensing_askandwait', { QUESTION: 'next' }), say('done')]] },
    });
    stage.frames(20);
    stage.runtime.answer('x');
    stage.frames(5);
    expect(stage.said.at(-1)).toBe('T: done');
  });

  it('what was said for a time goes after it, unless something else is said', () => {
    const bubbles = (scripts: TargetSpec['scripts']) => {
      const stage = started({ S: { scripts } });
      stage.frames(45);
      const texts = stage.events.flatMap((event) => (event.type === 'said' ? [event.text] : []));
      return texts;
    };
    expect(
      bubbles([
        [flag, sayFor('hi', 1)],
        [flag, wait(0.2), others],
      ]),
    ).toEqual(['hi', '']);
    expect(
      bubbles([
        [flag, sayFor('hi', 1)],
        [flag, wait(0.2), others, say('new')],
      ]),
    ).toEqual(['hi', 'new']);
    expect(bubbles([[flag, sayFor('hi', 1)]])).toEqual(['hi', '']);
  });

  it('a deleted clone’s sound plays on, but for what it played until done', () => {
    const stage = performed({
      S: {
        sounds: ['a', 'b'],
        scripts: [
          [flag, b('control_create_clone_of', { CLONE_OPTION: '_myself_' })],
          [b('control_start_as_clone'), startSound('b'), wait(0.2), b('control_delete_this_clone')],
          [b('control_start_as_clone'), playUntilDone],
        ],
      },
    });
    stage.frames(20);
    const plays = stage.log.filter((line) => line.startsWith('play'));
    expect(plays).toHaveLength(2);
    const clone = plays[0]!.split(' ')[1];
    expect(stage.log.filter((line) => line.startsWith('stop'))).toEqual([`stop ${clone} a`]);
  });

  it('pitch and pan are as at first when a project starts or stops', () => {
    const pitch = b('sound_changeeffectby', { VALUE: 50 }, { EFFECT: 'PITCH' });
    const stage = performed({ S: { sounds: ['a'], scripts: [[flag, pitch, startSound('a')]] } });
    stage.frames(5);
    stage.runtime.greenFlag();
    stage.frames(5);
    expect(stage.log.filter((line) => line.startsWith('pitch'))).toEqual(['pitch 1 50', 'pitch 1 0', 'pitch 1 50']);
  });

  it('nobody has answered yet when a project starts again', () => {
    const ask = b('sensing_askandwait', { QUESTION: '?' });
    const answer = b('sensing_answer');
    const stage = started({ S: { scripts: [[flag, when(op('equals', answer, ''), ask), say(answer)]] } });
    stage.frames(2);
    stage.runtime.answer('first');
    stage.frames(2);
    stage.runtime.greenFlag();
    stage.frames(2);
    stage.runtime.answer('second');
    stage.frames(2);
    expect(stage.said.filter((line) => !line.includes('?'))).toEqual(['S: first', 'S: second']);
  });

  it('a hidden clone that is deleted leaves the frame as long as it is', () => {
    const cloneMyself = b('control_create_clone_of', { CLONE_OPTION: '_myself_' });
    const rounds = (...first: B[]) => {
      const stage = started({
        Stage: { variables: { n: 0 } },
        S: {
          scripts: [
            [flag, ...first, cloneMyself, repeat(10, change('n', 1))],
            [b('control_start_as_clone'), b('control_delete_this_clone')],
          ],
        },
      });
      stage.frames(1);
      return stage.runtime.variable('stage', 'n');
    };
    expect(rounds(b('looks_hide'))).toBe(10);
    expect(rounds()).toBeLessThan(10);
  });

  it('to switch the backdrop and wait takes no time when nobody listens', () => {
    const twice = b('looks_switchbackdroptoandwait', { BACKDROP: 'x' });
    const stage = started({
      Stage: { costumes: ['y', 'x'] },
      S: { scripts: [[flag, twice, twice, say(b('sensing_timer'))]] },
    });
    stage.frames(1);
    expect(stage.said).toEqual(['S: 0']);
  });
});

describe('a sprite that is held', () => {
  const held = (targets: Record<string, TargetSpec>) => {
    const stage = started(targets, flatRenderer(40, 40, 40));
    stage.frames(2);
    return stage;
  };

  it('is not moved by its scripts until it is let go', () => {
    const stage = held({
      Stage: { variables: { x: 0 } },
      S: { scripts: [[flag, forever(b('motion_changexby', { DX: 1 }), set('x', b('motion_xposition')))]] },
    });
    const x = () => stage.runtime.variable('stage', 'x');
    stage.runtime.dragTo(1, 100, 50);
    stage.frames(5);
    expect(x()).toBe(100);
    stage.runtime.drop(1);
    stage.frames(5);
    expect(x()).toBeGreaterThan(100);
  });

  it('is not touched by others, and a hidden one touches nobody', () => {
    const touches = b('sensing_touchingobject', { TOUCHINGOBJECTMENU: 'B' });
    const stage = held({
      A: { scripts: [[flag, forever(set('n', touches))]] },
      B: {},
      H: { scripts: [[flag, b('looks_hide'), forever(set('m', touches))]] },
      Stage: { variables: { n: '', m: '' } },
    });
    const value = (name: string) => String(stage.runtime.variable('stage', name));
    expect([value('n'), value('m')]).toEqual(['true', 'false']);
    stage.runtime.dragTo(2, 0, 0);
    stage.frames(2);
    expect(value('n')).toBe('false');
    stage.runtime.drop(2);
    stage.frames(2);
    expect(value('n')).toBe('true');
  });
});
