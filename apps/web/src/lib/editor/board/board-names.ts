import { m } from '@paperkite/i18n';
import { newLocalId } from '@paperkite/kernel';
import { newBoard, type BoardPartKind, type BoardTarget, type BoardType } from '@paperkite/project';
import { newPart } from './bench/place-part.ts';

/** What the makers call their boards. */
export const BOARD_NAMES: Readonly<Record<BoardType, () => string>> = {
  'arduino-uno': m.bench_uno_name,
  microbit: m.bench_microbit_name,
};

/** What people call the parts. */
export const PART_NAMES: Readonly<Record<BoardPartKind, () => string>> = {
  led: m.bench_part_led,
  button: m.bench_part_button,
  potentiometer: m.bench_part_potentiometer,
  servo: m.bench_part_servo,
  buzzer: m.bench_part_buzzer,
  ultrasonic: m.bench_part_ultrasonic,
  strip: m.bench_part_strip,
  lcd: m.bench_part_lcd,
};

/** A board as it comes from the shelf: an Uno has a light wired to it, so that the first block shows something. */
export function freshBoard(type: BoardType): BoardTarget {
  const board = newBoard(BOARD_NAMES[type](), type);
  return type === 'arduino-uno' ? { ...board, parts: [{ id: newLocalId(), ...newPart('led', []) }] } : board;
}
