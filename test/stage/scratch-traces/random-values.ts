import {
  condition,
  field,
  list,
  menu,
  number,
  reporter,
  typed,
  variable,
  type Named,
  type Plug,
  type RawBlocks,
} from './random-blocks.ts';
import { NUMBERS, TEXTS, type Choices } from './random-source.ts';

export interface Argument {
  name: string;
  id: string;
  boolean: boolean;
}

/** What a place in a program can see. */
export interface Sight {
  isStage: boolean;
  variables: readonly Named[];
  lists: readonly Named[];
  sprites: readonly string[];
  arguments: readonly Argument[];
}

const MATHS = 'abs|floor|ceiling|sqrt|sin|cos|tan|asin|acos|atan|ln|log|e ^|10 ^'.split('|');
/** Reporters of programs that compute, by their case in `reporter`. */
const COMPUTING = [0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 11, 11, 13, 14, 15];
const PROPERTIES = 'x position|y position|direction|costume #|costume name|size|volume|v0|v1|nothing'.split('|');

/** Reporters and literals at random. */
export class RandomValues {
  private readonly blocks: RawBlocks;
  private readonly choices: Choices;

  constructor(blocks: RawBlocks, choices: Choices) {
    this.blocks = blocks;
    this.choices = choices;
  }

  /** What goes into a round input; `depth` bounds reporters in reporters. */
  value(sight: Sight, depth: number, numeric = false): Plug {
    const { choices } = this;
    if (depth <= 0 || choices.chance(0.35)) {
      if (choices.chance(0.5)) return this.literal(numeric);
      if (choices.chance(0.75)) return variable(choices.of(sight.variables));
      if (choices.chance(0.4)) return list(choices.of(sight.lists));
      if (depth <= 0) return this.literal(numeric);
    }
    return reporter(this.reporter(sight, depth));
  }

  private literal(numeric: boolean): Plug {
    if (this.choices.numeric && this.choices.chance(0.97)) return number(this.choices.of(NUMBERS));
    if (!numeric) return typed(this.choices.of(TEXTS));
    return number(this.choices.of(this.choices.chance(0.8) ? NUMBERS : TEXTS));
  }

  /** What goes into a six-cornered input; now and then nothing. */
  conditionOrNothing(sight: Sight, depth: number, name: string): Record<string, Plug> {
    return this.choices.chance(0.06) ? {} : { [name]: condition(this.boolean(sight, depth)) };
  }

  boolean(sight: Sight, depth: number): string {
    const { blocks, choices } = this;
    const flags = sight.arguments.filter(({ boolean }) => boolean);
    if (flags.length > 0 && choices.chance(0.2)) return this.argument(choices.of(flags));
    const two = (a: string, b: string) => ({ [a]: this.value(sight, depth - 1), [b]: this.value(sight, depth - 1) });
    const kind = choices.below(9);
    if (depth <= 0 || kind < 4) {
      const opcode = choices.of(['operator_lt', 'operator_gt', 'operator_equals', 'operator_equals']);
      return blocks.add(opcode, two('OPERAND1', 'OPERAND2'));
    }
    if (kind < 6) {
      return blocks.add(choices.of(['operator_and', 'operator_or']), {
        ...this.conditionOrNothing(sight, depth - 1, 'OPERAND1'),
        ...this.conditionOrNothing(sight, depth - 1, 'OPERAND2'),
      });
    }
    if (kind === 6) return blocks.add('operator_not', this.conditionOrNothing(sight, depth - 1, 'OPERAND'));
    if (kind === 7) return blocks.add('operator_contains', two('STRING1', 'STRING2'));
    const item = { ITEM: this.value(sight, depth - 1) };
    return blocks.add('data_listcontainsitem', item, { LIST: choices.of(sight.lists) });
  }

  private argument({ name, boolean }: Argument): string {
    const opcode = boolean ? 'argument_reporter_boolean' : 'argument_reporter_string_number';
    return this.blocks.add(opcode, {}, { VALUE: field(name) });
  }

  private reporter(sight: Sight, depth: number): string {
    const { blocks, choices } = this;
    if (sight.arguments.length > 0 && choices.chance(0.25)) return this.argument(choices.of(sight.arguments));
    const any = (name: string) => ({ [name]: this.value(sight, depth - 1) });
    const numeric = (name: string) => ({ [name]: this.value(sight, depth - 1, true) });
    const ofList = { LIST: choices.of(sight.lists) };
    switch (choices.numeric ? choices.of(COMPUTING) : choices.below(18)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return blocks.add(choices.of(['operator_add', 'operator_subtract', 'operator_multiply', 'operator_divide']), {
          ...numeric('NUM1'),
          ...numeric('NUM2'),
        });
      case 4:
        return blocks.add('operator_mod', { ...numeric('NUM1'), ...numeric('NUM2') });
      case 5:
        return blocks.add('operator_round', numeric('NUM'));
      case 6:
        return blocks.add('operator_mathop', numeric('NUM'), { OPERATOR: field(choices.of(MATHS)) });
      case 7:
      case 8:
        return blocks.add('operator_join', { ...any('STRING1'), ...any('STRING2') });
      case 9:
        return blocks.add('operator_letter_of', { ...numeric('LETTER'), ...any('STRING') });
      case 10:
        return blocks.add('operator_length', any('STRING'));
      case 11:
        return blocks.add('data_itemoflist', { INDEX: this.place(sight) }, ofList);
      case 12:
        return blocks.add('data_itemnumoflist', any('ITEM'), ofList);
      case 13:
        return blocks.add('data_lengthoflist', {}, ofList);
      case 14:
        return this.boolean(sight, depth - 1);
      case 15:
        return this.ownValue(sight);
      case 16: {
        // Between a number and itself there is nothing to be lucky about.
        const bound = choices.of(NUMBERS);
        return blocks.add('operator_random', { FROM: number(bound), TO: number(bound) });
      }
      default: {
        const object = menu(blocks, choices, 'sensing_of_object_menu', 'OBJECT', sight.sprites.join('|'));
        return blocks.add('sensing_of', { OBJECT: object }, { PROPERTY: field(choices.of(PROPERTIES)) });
      }
    }
  }

  /** A place in a list: not "random", which differs from run to run. */
  place(sight: Sight): Plug {
    return this.choices.chance(0.5) ? number(this.choices.of(NUMBERS), 7) : variable(this.choices.of(sight.variables));
  }

  private ownValue(sight: Sight): string {
    const { blocks, choices } = this;
    if (sight.isStage) return blocks.add('control_get_counter');
    const which = { NUMBER_NAME: field(choices.of(['number', 'name'])) };
    if (choices.chance(0.2)) return blocks.add('looks_costumenumbername', {}, which);
    if (choices.chance(0.2)) return blocks.add('looks_backdropnumbername', {}, which);
    return blocks.add(choices.of(['motion_xposition', 'motion_yposition', 'motion_direction', 'looks_size']));
  }
}
