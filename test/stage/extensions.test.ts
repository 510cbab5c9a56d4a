import { describe, expect, it } from 'vitest';
import { compileProject, compileStepped } from '@paperkite/compiler';
import { manualClock, seededRandom } from '@paperkite/kernel';
import {
  createRuntime,
  evaluateProgram,
  noInput,
  silentAudio,
  type MusicalSound,
  type Runtime,
  type SpeechPlayer,
  type SpeechStyle,
  type VideoCamera,
  type VideoMotion,
} from '@paperkite/stage';
import type { Project } from '@paperkite/project';
import { b, buildProject, flag, forever, say, set, wait, type B, type TargetSpec } from './support/build-project.ts';

/** A stage whose notes, words and camera are looked at. */
function perform(project: Project, compile: (project: Project) => ReturnType<typeof compileProject> = compileProject) {
  const clock = manualClock(1_000_000);
  const started = clock.now();
  const notes: { at: number; owner: number; sound: MusicalSound }[] = [];
  const spoken: { words: string; style: SpeechStyle; end: () => void }[] = [];
  const shown: { state: string; transparency: number }[] = [];
  const said: string[] = [];
  let stops = 0;
  const pauses: boolean[] = [];
  let motion: VideoMotion | null = null;
  const speech: SpeechPlayer = {
    speak: (words, style) => new Promise((end) => spoken.push({ words, style, end })),
    stop: () => spoken.forEach(({ end }) => end()),
    setPaused: (on) => pauses.push(on),
  };
  const camera: VideoCamera = {
    use: (state, transparency) => void shown.push({ state, transparency }),
    motion: () => motion,
  };
  const compiled = compile(project);
  const runtime: Runtime = createRuntime({
    program: compiled,
    code: evaluateProgram(compiled.code),
    renderer: null,
    audio: {
      ...silentAudio,
      playMusic: (owner, sound) => void notes.push({ at: Math.round(clock.now() - started), owner, sound }),
      stop: () => void stops++,
    },
    speech,
    camera,
    input: noInput,
    clock,
    random: seededRandom(1),
    onEvent: (event) => {
      if (event.type === 'said' && event.text !== '') said.push(event.text);
      if (event.type === 'error') throw new Error(event.message);
    },
  });
  return {
    runtime,
    notes,
    spoken,
    shown,
    said,
    pauses: () => pauses.splice(0),
    stops: () => stops,
    see: (seen: VideoMotion | null) => void (motion = seen),
    frames(count: number): void {
      for (let i = 0; i < count; i++) {
        runtime.step();
        clock.advance(1000 / 30);
      }
    },
    /** Lets what was promised arrive. */
    settle: () => new Promise((resolve) => setTimeout(resolve)),
  };
}

function started(targets: Record<string, TargetSpec>, change: (project: Project) => void = () => {}) {
  const project = buildProject(targets);
  change(project);
  const stage = perform(project);
  stage.runtime.greenFlag();
  return stage;
}

const drum = (number: number | string, beats: number) => b('music_playDrumForBeats', { DRUM: number, BEATS: beats });
const note = (key: number, beats: number) => b('music_playNoteForBeats', { NOTE: key, BEATS: beats });
const tempo = (beats: number) => b('music_setTempo', { TEMPO: beats });

describe('music', () => {
  it('plays notes and drums for beats of the tempo, from frame to frame', () => {
    const stage = started({ S: { scripts: [[flag, tempo(120), note(60, 1), drum(3, 0.5), note(64, 2), say('end')]] } });
    stage.frames(60);
    expect(stage.notes.map(({ at, sound }) => [at, sound])).toEqual([
      [0, { kind: 'note', instrument: 0, note: 60, seconds: 0.5 }],
      [500, { kind: 'drum', drum: 2 }],
      [767, { kind: 'note', instrument: 0, note: 64, seconds: 1 }],
    ]);
    expect(stage.said).toEqual(['end']);
  });

  it('has the tempo of the file and keeps it between 20 and 500', () => {
    const beat = b('music_getTempo', {});
    const change = (by: number) => b('music_changeTempo', { TEMPO: by });
    const stage = started(
      {
        S: { scripts: [[flag, say(beat), change(-1000), say(beat), tempo(9000), say(beat), change(-440), say(beat)]] },
      },
      (project) => {
        const [first] = project.targets;
        if (first?.kind === 'stage') first.tempo = 77;
      },
    );
    stage.frames(2);
    expect(stage.said).toEqual(['77', '20', '500', '60']);
  });

  it('knows 21 instruments and 18 drums that go around, keys up to 130, and no more than 100 beats', () => {
    const instrument = (number: number | string) => b('music_setInstrument', { INSTRUMENT: number });
    const stage = started({
      S: {
        scripts: [
          [
            flag,
            tempo(500),
            instrument(21),
            note(200, 0.01),
            instrument(22),
            note(-5, 0.01),
            instrument(0),
            note(60.5, 0.01),
          ],
          [flag, drum(19, 0.01), drum(0, 0.01), drum('x', 0.01), note(60, 1000)],
        ],
      },
    });
    stage.frames(30);
    const notes = stage.notes.map(({ sound }) => sound);
    expect(notes.filter(({ kind }) => kind === 'note').slice(0, 3)).toMatchObject([
      { instrument: 20, note: 130 },
      { instrument: 0, note: 0 },
      { instrument: 20, note: 60.5 },
    ]);
    expect(notes.flatMap((sound) => (sound.kind === 'drum' ? [sound.drum] : []))).toEqual([0, 17, 17]);
    expect(notes.find((sound) => sound.kind === 'note' && sound.seconds > 1)).toMatchObject({ seconds: 12 });
  });

  it('a note of no length is silent, a drum of no length is heard, a rest only waits', () => {
    const stage = started({
      S: { scripts: [[flag, note(60, 0), drum(1, 0), b('music_restForBeats', { BEATS: 0.5 }), say('end')]] },
    });
    stage.frames(15);
    expect(stage.notes).toHaveLength(1);
    expect(stage.said).toEqual([]);
    stage.frames(2);
    expect(stage.said).toEqual(['end']);
  });

  it('takes the numbers of MIDI from older projects', () => {
    const stage = started({
      S: {
        scripts: [
          [flag, tempo(500), b('music_midiSetInstrument', { INSTRUMENT: 74 }), note(60, 0.1),
            b('music_midiPlayDrumForBeats', { DRUM: 42, BEATS: 0.1 })], // prettier-ignore
        ],
      },
    });
    stage.frames(5);
    expect(stage.notes.map(({ sound }) => sound)).toMatchObject([{ instrument: 11 }, { drum: 5 }]);
  });

  it('a clone plays the instrument of its original', () => {
    const stage = started({
      S: {
        scripts: [
          [
            flag,
            b('music_setInstrument', { INSTRUMENT: 4 }),
            b('control_create_clone_of', { CLONE_OPTION: '_myself_' }),
          ],
          [b('control_start_as_clone', {}), note(60, 1)],
        ],
      },
    });
    stage.frames(3);
    expect(stage.notes[0]!.sound).toMatchObject({ instrument: 3 });
  });

  it('stands still in a pause and is silent after a stop', () => {
    const project = buildProject({ S: { scripts: [[flag, forever(note(60, 1))]] } });
    const stage = perform(project, (of) => compileStepped(of, { debug: true }));
    stage.runtime.greenFlag();
    stage.frames(5);
    stage.runtime.debug.pause();
    stage.frames(90);
    expect(stage.notes).toHaveLength(1);
    stage.runtime.debug.resume();
    stage.frames(30);
    expect(stage.notes).toHaveLength(2);
    const before = stage.stops();
    stage.runtime.stopAll();
    expect(stage.stops()).toBe(before + 1);
  });
});

const speak = (words: string) => b('text2speech_speakAndWaitBlock', { WORDS: words });
const voice = (name: string | number) => b('text2speech_setVoiceBlock', { VOICE: name });
const language = (name: string) => b('text2speech_setLanguageBlock', { LANGUAGE: name });

describe('text to speech', () => {
  it('waits until the words are said, in the voice of the sprite and the language of the project', async () => {
    const stage = started({
      S: { scripts: [[flag, voice('GIANT'), language('zh-cn'), speak('你好'), say('end')]] },
    });
    stage.frames(3);
    expect(stage.spoken.map(({ words, style }) => [words, style])).toEqual([
      ['你好', { voice: 'GIANT', language: 'zh-cn', volume: 100 }],
    ]);
    expect(stage.said).toEqual([]);
    stage.spoken[0]!.end();
    await stage.settle();
    stage.frames(1);
    expect(stage.said).toEqual(['end']);
  });

  it('a kitten meows, numbers choose voices, and what is no voice or language changes nothing', async () => {
    const stage = started({
      S: {
        scripts: [[flag, voice('nobody'), voice(7), language('xx'), speak('1'), voice('KITTEN'), speak('one two')]],
      },
    });
    stage.frames(1);
    stage.spoken[0]!.end();
    await stage.settle();
    stage.frames(2);
    expect(stage.spoken.map(({ words, style }) => [words, style.voice, style.language])).toEqual([
      ['1', 'TENOR', ''],
      ['meow meow', 'KITTEN', 'en'],
    ]);
  });

  it('has the language of the file, takes no time for nothing, and ends with the project', async () => {
    const stage = started({ S: { scripts: [[flag, speak(' '), speak('hello'), say('end')]] } }, (project) => {
      project.unknown = { targetMembers: { [project.targets[0]!.id]: { textToSpeechLanguage: 'fr' } } };
    });
    stage.frames(2);
    expect(stage.spoken.map(({ words, style }) => [words, style.language])).toEqual([['hello', 'fr']]);
    stage.runtime.debug.pause();
    expect(stage.pauses()).toEqual([true]);
    stage.runtime.stopAll();
    await stage.settle();
    stage.frames(2);
    expect(stage.said).toEqual([]);
  });
});

const video = (attribute: string, subject: string) =>
  b('videoSensing_videoOn', { ATTRIBUTE: attribute, SUBJECT: subject });

describe('video sensing', () => {
  it('answers what moves and where to; a direction stays when things stand still; -1 without a picture', () => {
    const stage = started({
      S: { variables: { m: 0, d: 0 }, scripts: [[flag, forever(set('m', video('motion', 'this sprite')), set('d', video('direction', 'this sprite')))]] }, // prettier-ignore
    });
    const seen = () => [stage.runtime.variable('sprite-S', 'm'), stage.runtime.variable('sprite-S', 'd')];
    stage.frames(2);
    expect(seen()).toEqual([-1, -1]);
    stage.see({ amount: 42, direction: -90 });
    stage.frames(2);
    expect(seen()).toEqual([42, -90]);
    stage.see({ amount: 3, direction: null });
    stage.frames(2);
    expect(seen()).toEqual([3, -90]);
  });

  it('starts scripts when more moves than that, once for each time', () => {
    const stage = started({
      S: { scripts: [[b('videoSensing_whenMotionGreaterThan', { REFERENCE: 10 }), say('moved')]] },
    });
    for (const amount of [5, 10, 11, 50, 2, 30]) {
      stage.see({ amount, direction: null });
      stage.frames(2);
    }
    expect(stage.said).toEqual(['moved', 'moved']);
  });

  it('is on as the file says, half seen through, until blocks change that', () => {
    const toggle = (state: string) => b('videoSensing_videoToggle', { VIDEO_STATE: state });
    const stage = started({
      S: { scripts: [[flag, say(video('motion', 'Stage')), toggle('off'), wait(0.1), say(video('motion', 'Stage')), b('videoSensing_setVideoTransparency', { TRANSPARENCY: 180 }), toggle('on-flipped'), toggle('sideways')]] }, // prettier-ignore
    }); // prettier-ignore
    stage.see({ amount: 9, direction: 0 });
    stage.frames(10);
    expect(stage.shown[0]).toEqual({ state: 'on', transparency: 50 });
    expect(stage.shown.at(-1)).toEqual({ state: 'on-flipped', transparency: 100 });
    expect(stage.said).toEqual(['9', '-1']);

    const other = started({ S: { scripts: [[flag, say(video('motion', 'Stage'))]] } }, (project) => {
      project.unknown = { targetMembers: { [project.targets[0]!.id]: { videoState: 'off', videoTransparency: 12 } } };
    });
    other.frames(2);
    expect(other.shown[0]).toEqual({ state: 'off', transparency: 12 });
  });

  it('ends when the last of its blocks is taken out of a project that runs', () => {
    const project = (...scripts: B[][]) => buildProject({ S: { scripts } });
    const on = [flag, b('videoSensing_videoToggle', { VIDEO_STATE: 'on' })];
    const compile = (read: Project) => compileStepped(read, { debug: false });
    const stage = perform(project(on, [flag, say('hi')]), compile);
    stage.runtime.greenFlag();
    stage.frames(2);
    const states = [project(on), project([flag, say('hi')])].map((edited) => {
      const compiled = compile(edited);
      expect(stage.runtime.takeOver(compiled, evaluateProgram(compiled.code))).toBeNull();
      return stage.shown.at(-1)!.state;
    });
    expect(states).toEqual(['on', 'off']);
  });
});
