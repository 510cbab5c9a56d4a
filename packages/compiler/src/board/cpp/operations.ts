import type { Expression, Statement } from '../ir/nodes.ts';
import { hasEffects } from '../ir/purity.ts';
import { typeOf } from '../ir/types.ts';
import type { HelperName } from './helpers.ts';
import type { Names } from './names.ts';
import type { SketchWriter } from './sketch-writer.ts';
import { cppValues, pinText, type Cpp, type ValueContext } from './values.ts';

/** The function in which an operation is written, as far as that matters to it. */
export interface OperationPlace {
  names: Names;
  helpers: Set<HelperName>;
  /** Pins that become outputs where they are written. */
  lateOutputs: ReadonlySet<number>;
  context: ValueContext;
  writer: SketchWriter;
  value(e: Expression): string;
  /** Puts what has to happen before the statement that is about to be written. */
  flush(block: string): void;
  /** Writes the call of a function: with `fixed` first, then with values. */
  command(name: string, args: readonly Expression[], block: string, fixed?: readonly string[]): void;
}

/** Writes a command to pins, parts, the clock or the serial port. */
export function writeOperation(place: OperationPlace, s: Extract<Statement, { kind: 'operation' }>): void {
  const { names, helpers, lateOutputs, writer, value, flush, command } = place;
  const { args, settings, block } = s;
  const pin = pinText(settings.pin);
  const use = (helper: HelperName): void => void helpers.add(helper);
  switch (s.operation) {
    case 'resetTimer':
      use('timer');
      return writer.put('timerStart = millis();', block);
    case 'serialPrint':
    case 'serialPrintln':
      return print(place, args[0]!, s.operation === 'serialPrintln', block);
    case 'pinMode':
      return writer.put(`pinMode(${pin}, ${settings.mode});`, block);
    case 'digitalWrite': {
      const level = args[0]!;
      const text = level.kind === 'boolean' ? (level.value ? 'HIGH' : 'LOW') : value(level);
      flush(block);
      if (lateOutputs.has(Number(settings.pin))) writer.put(`pinMode(${pin}, OUTPUT);`, block);
      return writer.put(`digitalWrite(${pin}, ${text});`, block);
    }
    case 'pwmWrite': {
      const literal = args[0]!.kind === 'number' && Number.isInteger(args[0]!.value) ? args[0]!.value : -1;
      if (literal >= 0 && literal <= 255) return writer.put(`analogWrite(${pin}, ${literal});`, block);
      use('whole');
      const text = value(args[0]!);
      flush(block);
      return writer.put(`analogWrite(${pin}, whole(${text}, 0, 255));`, block);
    }
    case 'servoWrite':
      use('turnServo');
      return command('turnServo', args, block, [names.servo(Number(settings.pin)), pin]);
    case 'startTone':
      use('playTone');
      return command('playTone', args, block, [pin]);
    case 'noTone':
      return writer.put(`noTone(${pin});`, block);
    case 'stripBegin':
      use('strip');
      return writer.put('stripBegin();', block);
    case 'stripSet':
    case 'stripFill':
      use('strip');
      return command(s.operation, args, block);
    case 'stripClear':
      use('strip');
      return writer.put('stripFill(0);', block);
    case 'stripShow':
      use('strip');
      return writer.put('stripShow();', block);
    case 'lcdPrint':
      use('lcd');
      return command('lcdPrint', args, block, [String(settings.row)]);
    case 'lcdClear':
      use('lcd');
      return writer.put('lcdClear();', block);
    default:
      throw new Error(`${s.operation} is no operation of the Uno`);
  }
}

/** Prints the parts of a text one after another, as one would write it by hand. */
function print(place: OperationPlace, text: Expression, line: boolean, block: string): void {
  const { context, writer, flush } = place;
  const parts = partsOf(text).filter((part) => part.kind !== 'text' || part.value !== '');
  const values: Cpp[] = cppValues(context, parts.map(bare));
  // All values are made before the first part is printed, since a my-block may print, too.
  const texts =
    parts.length > 1 && parts.some(hasEffects)
      ? values.map((part, i) =>
          parts[i]!.kind === 'text' || /^kept\w*\d$/.test(part.text) ? part : { ...part, text: context.keep(part) },
        )
      : values;
  flush(block);
  texts.forEach((part, i) => {
    const shown = shownAs(place, parts[i]!, part);
    writer.put(`Serial.print${line && i === texts.length - 1 ? 'ln' : ''}(${shown});`, block);
  });
  if (line && texts.length === 0) writer.put('Serial.println();', block);
}

/** Numbers are put aside as numbers and made a text when they are printed. */
const bare = (part: Expression): Expression =>
  part.kind === 'operation' && (part.operation === 'numberText' || part.operation === 'booleanText')
    ? part.args[0]!
    : part;

function shownAs({ helpers }: OperationPlace, part: Expression, { text, kind }: Cpp): string {
  if (part.kind === 'text') return `F(${text})`;
  if (typeOf(bare(part)) === 'text') return text;
  if (kind === 'bool') {
    helpers.add('booleanText');
    return `booleanText(${text})`;
  }
  if (kind === 'int' && !/^kept/.test(text)) return text;
  helpers.add('numberText');
  return `numberText(${text})`;
}

/** The parts of joined texts from left to right. */
function partsOf(text: Expression): Expression[] {
  if (text.kind !== 'operation' || text.operation !== 'join') return [text];
  return text.args.flatMap(partsOf);
}
