import { clamp, wrap } from '../cast.ts';
import type { Core } from '../core.ts';
import { IDLE, RUN } from '../program.ts';
import type { StageTarget } from '../target.ts';
import { drumOfMidi, instrumentOfMidi } from './midi.ts';

export type MusicBlocks = ReturnType<typeof musicBlocks>;

const INSTRUMENT_COUNT = 21;
const DRUM_COUNT = 18;
/** Scratch's limits: MIDI keys with some room above, beats, beats per minute. */
const MAX_NOTE = 130;
const MAX_BEATS = 100;
const SLOWEST = 20;
const FASTEST = 500;

/** Music blocks. Lengths are measured from frame to frame, as those of `wait`. */
export function musicBlocks(core: Core) {
  const { scheduler, audio } = core;
  let tempo = clamp(core.targets.stage.table.tempo ?? 60, SLOWEST, FASTEST);

  const secondsOf = (beats: number): number => (60 / tempo) * clamp(beats, 0, MAX_BEATS);

  /** Gives way, but the stage need not be drawn for it. */
  function* forSeconds(seconds: number): Generator<number, void, void> {
    const end = scheduler.frameTime + seconds * 1000;
    yield RUN;
    while (scheduler.frameTime < end) yield IDLE;
  }

  /** A number from 1 that goes around, as a place from 0. What is no number is the first. */
  const place = (number: number, count: number): number => {
    const rounded = Math.round(number) - 1;
    return wrap(Number.isFinite(rounded) ? rounded : 0, 0, count - 1);
  };

  function* playDrum(t: StageTarget, drum: number, beats: number): Generator<number, void, void> {
    audio.playMusic(t.serial, { kind: 'drum', drum: place(drum, DRUM_COUNT) });
    yield* forSeconds(secondsOf(beats));
  }

  const setInstrument = (t: StageTarget, instrument: number): void =>
    void (t.instrument = place(instrument, INSTRUMENT_COUNT));

  const setTempo = (_t: StageTarget, wanted: number): void => void (tempo = clamp(wanted, SLOWEST, FASTEST));

  return {
    playDrum,
    playMidiDrum: (t: StageTarget, key: number, beats: number) => playDrum(t, drumOfMidi(Math.round(key)), beats),
    *rest(_t: StageTarget, beats: number): Generator<number, void, void> {
      yield* forSeconds(secondsOf(beats));
    },
    /** A note of no length is silent and takes no time; a drum is heard. */
    *playNote(t: StageTarget, note: number, beats: number): Generator<number, void, void> {
      const seconds = secondsOf(beats);
      if (seconds === 0) return;
      audio.playMusic(t.serial, { kind: 'note', instrument: t.instrument, note: clamp(note, 0, MAX_NOTE), seconds });
      yield* forSeconds(seconds);
    },
    setInstrument,
    setMidiInstrument: (t: StageTarget, program: number): void =>
      setInstrument(t, instrumentOfMidi(Math.round(program))),
    setTempo,
    changeTempo: (t: StageTarget, by: number): void => setTempo(t, tempo + by),
    tempo: (_t: StageTarget): number => tempo,
  };
}
