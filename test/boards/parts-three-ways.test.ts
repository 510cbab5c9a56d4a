import { readFileSync } from 'node:fs';
import { UNO_FLASH } from '@paperkite/boards/uno';
import { emitArduinoCpp, emitUnoImage, evaluate, lowerBoard, type TraceEvent } from '@paperkite/compiler/board';
import { UnoBoard, wirePart, type PartDescription } from '@paperkite/simulators';
import { describe, expect, it } from 'vitest';
import { hasArduinoCore, sketchCompiler } from './support/avr-gcc.ts';
import { block, boardTarget, type Sketched } from './support/board-program.ts';

/**
 * Servo, tone, strip, display and ultrasound: what the parts on the bench show while a program drives them, as bytecode and as
 * compiled C++, against the evaluation. The Servo library of the Arduino IDE is not part of Debian's core: a stand-in with the same
 * functions and pulses takes its place.
 */
const FIRMWARE = readFileSync(new URL('../../firmware-bridges/arduino-uno/paperkite-uno.hex', import.meta.url), 'utf8');

/** Begins a step of the program at this second of its clock. */
const at = (seconds: number): Sketched =>
  block('control_wait_until', {
    CONDITION: block('operator_gt', { OPERAND1: block('sensing_timer'), OPERAND2: seconds }),
  });
const tone = (hertz: number): Sketched => block('arduino_startone', { FREQUENCY: hertz }, { PIN: 'D8' });
const servo = (angle: number): Sketched => block('arduino_servowrite', { ANGLE: angle }, { PIN: 'D9' });
const light = (index: number, colour: string | Sketched): Sketched =>
  block('arduino_stripset', { INDEX: index, COLOR: colour });
const show = block('arduino_stripshow');

const target = boardTarget({
  scripts: [
    {
      hat: block('board_whenstarted'),
      body: [
        block('arduino_serialprintln', {
          VALUE: block('operator_round', { NUM: block('arduino_ultrasonic', {}, { TRIG: 'D2', ECHO: 'D3' }) }),
        }),
        block('arduino_stripbegin', {}, { PIN: 'D6', COUNT: 4 }),
        light(1, '#ff0000'),
        light(2, block('arduino_rgb', { R: 0, G: 20.5, B: 300 })),
        light(9, '#ffffff'),
        show,
        servo(45),
        block('arduino_lcdprint', { TEXT: 'Hi 你好' }, { ROW: 1 }),
        block(
          'arduino_lcdprint',
          { TEXT: block('operator_join', { STRING1: 'n=', STRING2: block('operator_divide', { NUM1: 5, NUM2: 2 }) }) },
          { ROW: 2 },
        ),
        tone(440),
        at(0.5),
        servo(200),
        block('arduino_stripfill', { COLOR: 258 }),
        tone(1000),
        show,
        at(1),
        block('arduino_notone', {}, { PIN: 'D8' }),
        block('arduino_lcdprint', { TEXT: 'a text that is too long' }, { ROW: 1 }),
        servo(-5),
        block('arduino_stripclear'),
        at(1.5),
        block('arduino_tone', { FREQUENCY: 262, SECONDS: 0.3 }, { PIN: 'D8' }),
        show,
        block('arduino_lcdclear'),
        block('arduino_serialprintln', { VALUE: 'end' }),
      ],
    },
  ],
});
const PARTS: PartDescription[] = [
  { id: 'servo', kind: 'servo', pins: { PWM: 'D9' }, settings: {} },
  { id: 'buzzer', kind: 'buzzer', pins: { SIG: 'D8' }, settings: {} },
  { id: 'strip', kind: 'strip', pins: { DIN: 'D6' }, settings: { count: 4 } },
  { id: 'lcd', kind: 'lcd', pins: { SDA: 'A4', SCL: 'A5' }, settings: { address: 39 } },
];
/** When everybody looks, in milliseconds: long after each step, and once in the middle of the timed tone. */
const LOOKS = [450, 950, 1450, 1700, 2100];
const DISTANCE = 87;

interface Seen {
  angle: number;
  frequency: number;
  pixels: readonly number[];
  rows: readonly string[];
}

/** What the parts showed at each look, and what was printed. */
function onBoard(hex: string, image?: Uint8Array): { seen: Seen[]; serial: string } {
  const board = new UnoBoard({ startUpMicroseconds: 0 });
  const [servoPart, buzzer, strip, lcd] = PARTS.map((part) => wirePart(board, part));
  wirePart(board, { id: 'sonar', kind: 'ultrasonic', pins: { TRIG: 'D2', ECHO: 'D3' }, settings: {} }).setInput(
    DISTANCE,
  );
  board.loadHex(hex);
  if (image) {
    board.flash.set(image, UNO_FLASH.programStart);
    board.powerCycle();
  }
  let serial = '';
  board.uart.onByte((byte) => (serial += String.fromCharCode(byte)));
  const start = board.microseconds;
  const seen = LOOKS.map((look): Seen => {
    board.runFor(look * 1000 - (board.microseconds - start));
    return {
      angle: servoPart!.state().angle ?? 0,
      frequency: buzzer!.state().frequency ?? 0,
      pixels: strip!.state().pixels ?? [],
      rows: lcd!.state().rows ?? [],
    };
  });
  return { seen, serial };
}

/** The same from the trace of an evaluation. */
function evaluated(trace: readonly TraceEvent[]): { seen: Seen[]; serial: string } {
  const last = <Kind extends TraceEvent['kind']>(kind: Kind, look: number) =>
    trace.findLast((event) => event.kind === kind && event.at <= look) as
      Extract<TraceEvent, { kind: Kind }> | undefined;
  const seen = LOOKS.map((look): Seen => {
    return {
      angle: last('servo', look)?.angle ?? 0,
      frequency: last('tone', look)?.frequency ?? 0,
      pixels: last('strip', look)?.colours ?? [],
      rows: last('lcd', look)?.rows ?? [],
    };
  });
  return { seen, serial: trace.flatMap((event) => (event.kind === 'serial' ? [event.text] : [])).join('') };
}

function expectSame(got: ReturnType<typeof onBoard>, want: ReturnType<typeof evaluated>): void {
  expect(got.serial).toBe(want.serial);
  got.seen.forEach((seen, i) => {
    const wanted = want.seen[i]!;
    expect({ pixels: seen.pixels, rows: seen.rows }).toEqual({ pixels: wanted.pixels, rows: wanted.rows });
    expect(Math.abs(seen.angle - wanted.angle)).toBeLessThanOrEqual(1.5);
    expect(Math.abs(seen.frequency - wanted.frequency)).toBeLessThanOrEqual(wanted.frequency * 0.02);
  });
}

describe('parts on the bench', () => {
  const program = lowerBoard(target);
  const { image, diagnostics } = emitUnoImage(program);
  const want = evaluated(evaluate(program, { echo: [{ at: 0, microseconds: DISTANCE * 58 }] }, { until: 2200 }));

  it('are driven by a program without complaints', () => {
    expect([...program.diagnostics, ...diagnostics]).toEqual([]);
    expect(want.serial).toBe('87\r\nend\r\n');
  });

  it('show under bytecode what the evaluation says', () => {
    expectSame(onBoard(FIRMWARE, image!), want);
  });

  it.runIf(hasArduinoCore())('show under compiled C++ what the evaluation says', () => {
    const compiler = sketchCompiler();
    try {
      expectSame(onBoard(compiler.compile(emitArduinoCpp(program).text)), want);
    } finally {
      compiler.close();
    }
  });
});
