import { describe, expect, it } from 'vitest';
import { b, flag, say } from './support/build-project.ts';
import { sayings } from './support/run.ts';

const cloneMyself = b('control_create_clone_of', { CLONE_OPTION: '_myself_' });

describe('clones', () => {
  it('begin at full volume, however loud their sprite is', () => {
    const volume = b('sound_volume');
    const scripts = [
      [flag, b('sound_setvolumeto', { VOLUME: 30 }), cloneMyself, say(volume)],
      [b('control_start_as_clone'), say(volume)],
    ];
    expect(sayings({ S: { scripts } })).toEqual(['30', '100']);
  });
});
