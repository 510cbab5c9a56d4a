import { compileProject } from '@paperkite/compiler';
import { silentAudio, type AudioPlayer } from '@paperkite/stage';
import { describe, expect, it } from 'vitest';
import { b, buildProject, flag, say, wait, type TargetSpec } from './support/build-project.ts';
import { sayings, stageFor } from './support/run.ts';

const cloneMyself = b('control_create_clone_of', { CLONE_OPTION: '_myself_' });

const whenCloned = b('control_start_as_clone');
const playUntilDone = (name: string) => b('sound_playuntildone', { SOUND_MENU: name });

/** Runs for a second with sounds that last until they are stopped. */
async function performed(targets: Record<string, TargetSpec>): Promise<{ said: string[]; log: string[] }> {
  const log: string[] = [];
  const playing = new Map<string, () => void>();
  const audio: AudioPlayer = {
    ...silentAudio,
    play: (owner, sound) => {
      log.push(`play ${owner} ${sound}`);
      return new Promise((resolve) => playing.set(`${owner} ${sound}`, resolve));
    },
    stop: (owner, sound) => {
      if (sound === undefined) return;
      log.push(`stop ${owner} ${sound}`);
      playing.get(`${owner} ${sound}`)?.();
    },
    setEffect: (owner, effect, value) => void log.push(`${effect} ${owner} ${value}`),
  };
  const stage = stageFor(buildProject(targets), undefined, compileProject, null, audio);
  stage.runtime.greenFlag();
  for (let i = 0; i < 30; i++) {
    stage.frames(1);
    await Promise.resolve();
  }
  return { said: stage.said, log };
}

describe('clones', () => {
  it('have each sound once with their sprite: who starts it ends it for the other', async () => {
    const { said, log } = await performed({
      S: {
        sounds: ['a', 'b'],
        scripts: [
          [flag, cloneMyself, playUntilDone('a'), say('a is over')],
          [flag, playUntilDone('b'), say('b is over')],
          [whenCloned, wait(0.2), playUntilDone('a'), say('a is over')],
        ],
      },
      T: { sounds: ['a'], scripts: [[flag, wait(0.4), playUntilDone('a')]] },
    });
    // The clone is the third that came to be, another sprite has sounds of its own.
    expect(log).toEqual(['play 1 a', 'play 1 b', 'stop 1 a', 'play 3 a', 'play 2 a']);
    expect(said).toEqual(['S: a is over']);
  });

  it('play their first sound with the pitch and pan that they were born with', async () => {
    const effect = (name: string, value: number) => b('sound_seteffectto', { VALUE: value }, { EFFECT: name });
    const { log } = await performed({
      S: {
        sounds: ['a'],
        scripts: [
          [flag, effect('PITCH', 30), effect('PAN', -40), cloneMyself],
          [whenCloned, playUntilDone('a')],
        ],
      },
    });
    expect(log).toEqual(['pitch 1 30', 'pan 1 -40', 'pitch 2 30', 'pan 2 -40', 'play 2 a']);
  });

  it('begin at full volume, however loud their sprite is', () => {
    const volume = b('sound_volume');
    const scripts = [
      [flag, b('sound_setvolumeto', { VOLUME: 30 }), cloneMyself, say(volume)],
      [whenCloned, say(volume)],
    ];
    expect(sayings({ S: { scripts } })).toEqual(['30', '100']);
  });
});
