import type { BlockSpec, NumberKind } from '../../spec.ts';
import { menuShadow } from '../../spec.ts';

const numberShadow = (opcode: string, accepts: NumberKind, field = 'NUM'): BlockSpec =>
  menuShadow(opcode, { kind: 'number', name: field, accepts });

/** The plain values that stand in inputs. They belong to no category and take the colour of the block around them. */
export const shadows: readonly BlockSpec[] = [
  numberShadow('math_number', 'any'),
  numberShadow('math_positive_number', 'positive'),
  numberShadow('math_whole_number', 'whole'),
  numberShadow('math_integer', 'integer'),
  numberShadow('math_angle', 'angle'),
  numberShadow('note', 'note', 'NOTE'),
  menuShadow('text', { kind: 'text', name: 'TEXT' }),
  menuShadow('colour_picker', { kind: 'colour', name: 'COLOUR' }),
];
