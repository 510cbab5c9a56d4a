import type { BoardPart } from '@paperkite/project';
import { PART_KINDS } from './part-kinds.ts';
import { unoPin, type WireEnd } from './uno-layout.ts';

/** A wire of the bench as it is drawn. */
export interface Wire {
  key: string;
  part: string;
  /** For an SVG path. */
  path: string;
  to: 'signal' | '5V' | 'GND';
  /** Its number among the signal wires, for its colour. */
  index: number;
}

const AWAY: Readonly<Record<WireEnd['leaves'], readonly [number, number]>> = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
};

/** A curve that leaves both ends the way their sockets point. */
function curve(from: WireEnd, to: WireEnd): string {
  const slack = Math.min(90, Math.max(24, Math.hypot(to.x - from.x, to.y - from.y) * 0.35));
  const [[fx, fy], [tx, ty]] = [AWAY[from.leaves], AWAY[to.leaves]];
  const points = [from.x + fx * slack, from.y + fy * slack, to.x + tx * slack, to.y + ty * slack, to.x, to.y];
  return `M${round(from.x)} ${round(from.y)}C${points.map(round).join(' ')}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The wires of all parts; a pin that the board does not have gets none. */
export function wiresOf(parts: readonly BoardPart[]): Wire[] {
  const wires: Wire[] = [];
  let index = 0;
  for (const part of parts) {
    const place = ({ x, y, leaves }: WireEnd): WireEnd => ({ x: part.x + x, y: part.y + y, leaves });
    const draw = (name: string, at: WireEnd, pin: string, to: Wire['to']): void => {
      const from = place(at);
      const end = unoPin(pin, from);
      if (end) wires.push({ key: `${part.id} ${name}`, part: part.id, path: curve(from, end), to, index });
    };
    const kind = PART_KINDS[part.kind];
    for (const { to, end } of kind.power) {
      const leg = part.kind === 'button' && part.settings.wiring === 'low' ? 'GND' : to;
      draw(to, end, leg, leg);
    }
    for (const { name, end } of kind.pins) {
      const pin = part.pins[name];
      if (pin !== undefined) draw(name, end, pin, 'signal');
      index++;
    }
  }
  return wires;
}
