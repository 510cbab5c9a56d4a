import { createHash } from 'node:crypto';
import { emptyProject, newBoard, newSprite, writeKite, type Block, type Project } from '@paperkite/project';

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#18764b"/></svg>';

/** Puts blocks one below the other: fields, numbers in inputs, and a body in `SUBSTACK`. */
interface Step {
  opcode: string;
  fields?: Record<string, string>;
  numbers?: Record<string, string | Step>;
  text?: Record<string, string>;
  body?: Step[];
}

function stack(blocks: Record<string, Block>, steps: readonly Step[], at: Block['at']): void {
  let place = at;
  for (const step of steps) {
    const id = add(blocks, step, place);
    place = { parent: id, slot: 'next' };
  }
}

function add(blocks: Record<string, Block>, step: Step, at: Block['at']): string {
  const id = `b${Object.keys(blocks).length}-${step.opcode}`;
  const fields = Object.fromEntries(Object.entries(step.fields ?? {}).map(([name, value]) => [name, { value }]));
  blocks[id] = { id, opcode: step.opcode, fields, shadow: false, at };
  const shadow = (input: string, opcode: string, field: string, value: string): void => {
    const shadowId = `${id}-${input}`;
    blocks[shadowId] = {
      id: shadowId,
      opcode,
      fields: { [field]: { value } },
      shadow: true,
      at: { parent: id, slot: `shadow:${input}` },
    };
  };
  for (const [input, value] of Object.entries(step.numbers ?? {})) {
    if (typeof value === 'string') shadow(input, 'math_number', 'NUM', value);
    else {
      shadow(input, 'math_number', 'NUM', '0');
      add(blocks, value, { parent: id, slot: `input:${input}` });
    }
  }
  for (const [input, value] of Object.entries(step.text ?? {})) shadow(input, 'text', 'TEXT', value);
  if (step.body) stack(blocks, step.body, { parent: id, slot: 'input:SUBSTACK' });
  return id;
}

/**
 * A file with a sprite and an Uno. The Uno blinks the LED on D13 four times a second, turns the servo on D9 as its knob on A0
 * says, and prints `knob:N` each time. Under the flag the sprite turns the same servo to 45 degrees, live.
 */
export function boardProject({ endless = true } = {}): { name: string; mimeType: string; buffer: Buffer } {
  const bytes = new TextEncoder().encode(SVG);
  const asset = createHash('sha256').update(bytes).digest('hex');
  const project: Project = emptyProject('板子');
  const costume = {
    id: 'square',
    name: 'square',
    asset,
    format: 'svg' as const,
    rotationCenterX: 20,
    rotationCenterY: 20,
    bitmapResolution: 1,
  };
  project.targets = project.targets.map((target) =>
    target.kind === 'stage' ? { ...target, costumes: [{ ...costume, id: 'backdrop' }] } : target,
  );
  const sprite = newSprite('方块', [costume], 1);
  stack(
    sprite.blocks,
    [
      { opcode: 'event_whenflagclicked' },
      { opcode: 'boardlive_servowrite', fields: { PIN: 'D9' }, numbers: { ANGLE: '45' } },
      { opcode: 'looks_say', text: { MESSAGE: 'turned' } },
    ],
    { x: 40, y: 40 },
  );
  const board = newBoard('我的 Uno', 'arduino-uno');
  const turn: Step[] = [
    { opcode: 'arduino_digitalwrite', fields: { PIN: 'D13', LEVEL: 'HIGH' } },
    {
      opcode: 'arduino_servowrite',
      fields: { PIN: 'D9' },
      numbers: {
        ANGLE: {
          opcode: 'operator_divide',
          numbers: { NUM1: { opcode: 'arduino_analogread', fields: { PIN: 'A0' } }, NUM2: '8' },
        },
      },
    },
    { opcode: 'arduino_serialprint', text: { VALUE: 'knob:' } },
    {
      opcode: 'arduino_serialprintln',
      numbers: { VALUE: { opcode: 'arduino_analogread', fields: { PIN: 'A0' } } },
    },
    { opcode: 'control_wait', numbers: { DURATION: '0.125' } },
    { opcode: 'arduino_digitalwrite', fields: { PIN: 'D13', LEVEL: 'LOW' } },
    { opcode: 'control_wait', numbers: { DURATION: '0.125' } },
  ];
  const steps: Step[] = endless ? [{ opcode: 'control_forever', body: turn }] : turn;
  stack(board.blocks, [{ opcode: 'board_whenstarted' }, ...steps], { x: 40, y: 40 });
  board.parts = [
    { id: 'led', kind: 'led', x: 330, y: 170, pins: { A: 'D13' }, settings: { color: 'red' } },
    { id: 'servo', kind: 'servo', x: 420, y: 60, pins: { PWM: 'D9' }, settings: {} },
    { id: 'knob', kind: 'potentiometer', x: 540, y: 380, pins: { SIG: 'A0' }, settings: {} },
  ];
  project.targets.push(sprite, board);
  project.extensions = ['boardlive'];

  const written = writeKite(project, new Map([[asset, { bytes, mime: 'image/svg+xml' }]]));
  if (!written.ok) throw written.error;
  return { name: 'board.kite', mimeType: 'application/zip', buffer: Buffer.from(written.value) };
}
