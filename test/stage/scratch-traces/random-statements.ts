import {
  body,
  condition,
  field,
  menu,
  number,
  reporter,
  typed,
  variable,
  type Named,
  type Plug,
  type RawBlocks,
} from './random-blocks.ts';
import { type Argument, type RandomValues, type Sight } from './random-values.ts';
import type { Choices } from './random-source.ts';

export interface Procedure {
  index: number;
  code: string;
  arguments: readonly Argument[];
  warp: boolean;
}

/** Where a statement stands; what it may start is bounded by that, so that every program ends. */
export interface Place {
  sight: Sight;
  /** Messages up to this one are not sent from here. */
  message: number;
  /** Own blocks up to this one are not called from here. */
  procedure: number;
  loops: number;
  inClone: boolean;
  inProcedure: boolean;
  left: number;
}

interface Shared {
  messages: readonly Named[];
  procedures: readonly Procedure[];
  clones: Named;
  /** A variable that holds the name of the last message. */
  spare: Named;
  newCounter(): Named;
}

/** First and last block of a piece of script; nothing may follow a cap. */
interface Piece {
  first: string;
  last: string;
  cap?: boolean;
}

const REPEATS = '0|1|2|2.5|3|abc|-1|1.5|4|3.4';
const COSTUMES = 'c1|c2|2|1|3|0|next costume|previous costume|x||-1|true';
const BACKDROPS = 'backdrop1|B2|2|1|3|0|next backdrop|previous backdrop|x||-1';
const STOPS = ['this script', 'this script', 'other scripts in sprite', 'all'];

/** Statements at random. */
export class RandomStatements {
  private readonly blocks: RawBlocks;
  private readonly choices: Choices;
  private readonly values: RandomValues;
  private readonly shared: Shared;

  constructor(blocks: RawBlocks, choices: Choices, values: RandomValues, shared: Shared) {
    this.blocks = blocks;
    this.choices = choices;
    this.values = values;
    this.shared = shared;
  }

  /** At most `count` statements under each other; answers the first. */
  stack(place: Place, count: number, depth: number): string | null {
    let first: string | null = null;
    let last: string | null = null;
    for (let i = 0; i < count && place.left > 0; i++) {
      const piece = this.statement(place, depth);
      if (piece === null) continue;
      if (last === null) first = piece.first;
      else this.blocks.link(last, piece.first);
      last = piece.last;
      if (piece.cap) break;
    }
    return first;
  }

  private inside(place: Place, depth: number): string | null {
    return this.stack(place, 1 + this.choices.below(3), depth - 1);
  }

  private statement(place: Place, depth: number): Piece | null {
    place.left--;
    const kind = this.choices.below(46);
    if (kind < 6) return this.say(place);
    if (kind < 17) return this.data(place, kind);
    if (kind < 26) return depth > 0 ? this.control(place, depth, kind) : null;
    if (kind < 30) return this.start(place, kind);
    if (kind < 33) return this.end(place, kind);
    if (kind < 37) return this.costume(place, kind);
    return place.sight.isStage ? null : this.sprite(place, kind);
  }

  private one(
    opcode: string,
    plugs: Record<string, Plug> = {},
    fields: Record<string, readonly (string | null)[]> = {},
  ): Piece {
    const id = this.blocks.add(opcode, plugs, fields);
    return { first: id, last: id };
  }

  /** Says a value and where in the program it stands. Text, so that no engine rounds it for the bubble. */
  private say({ sight }: Place): Piece {
    const value = this.values.value(sight, 2);
    const mark = typed(`|${this.blocks.mark}`);
    const text = this.blocks.add('operator_join', { STRING1: value, STRING2: mark });
    return this.one('looks_say', { MESSAGE: reporter(text, [10, '']) });
  }

  private data({ sight }: Place, kind: number): Piece {
    const { choices, values } = this;
    const ofVariable = { VARIABLE: choices.of(sight.variables) };
    const ofList = { LIST: choices.of(sight.lists) };
    const item = () => ({ ITEM: values.value(sight, 2) });
    if (kind < 9) return this.one('data_setvariableto', { VALUE: values.value(sight, 2) }, ofVariable);
    if (kind < 11) return this.one('data_changevariableby', { VALUE: values.value(sight, 2, true) }, ofVariable);
    if (kind < 13) return this.one('data_addtolist', item(), ofList);
    if (kind === 13) return this.one('data_deleteoflist', { INDEX: values.place(sight) }, ofList);
    if (kind === 14) return this.one('data_insertatlist', { ...item(), INDEX: values.place(sight) }, ofList);
    if (kind === 15) return this.one('data_replaceitemoflist', { ...item(), INDEX: values.place(sight) }, ofList);
    return choices.chance(0.3) ? this.one('data_deletealloflist', {}, ofList) : this.one('control_incr_counter');
  }

  private control(place: Place, depth: number, kind: number): Piece | null {
    const { choices, values } = this;
    const { sight } = place;
    if (kind < 19) {
      const plugs = { ...values.conditionOrNothing(sight, 2, 'CONDITION'), ...body(this.inside(place, depth)) };
      return this.one('control_if', plugs);
    }
    if (kind < 21) {
      const plugs = { ...values.conditionOrNothing(sight, 2, 'CONDITION'), ...body(this.inside(place, depth)) };
      const otherwise = this.inside(place, depth);
      return this.one('control_if_else', otherwise === null ? plugs : { ...plugs, SUBSTACK2: condition(otherwise) });
    }
    if (kind === 25) {
      if (place.inProcedure) return null;
      return this.one('control_wait', { DURATION: number(choices.of(['0', '0.05', '0.05', '-1', 'abc']), 5) });
    }
    if (place.loops > 1) return null;
    place.loops++;
    const piece = this.loop(place, depth, kind);
    place.loops--;
    return piece;
  }

  private loop(place: Place, depth: number, kind: number): Piece {
    const { blocks, choices, values } = this;
    if (kind < 23) {
      const times = number(choices.of(REPEATS.split('|')), 6);
      return this.one('control_repeat', { TIMES: times, ...body(this.inside(place, depth)) });
    }
    if (kind === 24) {
      const times = number(choices.of(['0', '1', '3', '2.5', 'abc']), 6);
      const counter = choices.of(place.sight.variables);
      return this.one('control_for_each', { VALUE: times, ...body(this.inside(place, depth)) }, { VARIABLE: counter });
    }
    // Some condition, or a few times at most.
    const counter = this.shared.newCounter();
    const first = this.inside(place, depth);
    const step = blocks.add('data_changevariableby', { VALUE: number('1') }, { VARIABLE: counter });
    blocks.link(step, first);
    const enough = blocks.add('operator_gt', {
      OPERAND1: variable(counter),
      OPERAND2: typed(String(1 + choices.below(4))),
    });
    const until = blocks.add('operator_or', {
      OPERAND1: condition(values.boolean(place.sight, 1)),
      OPERAND2: condition(enough),
    });
    const begin = blocks.add('data_setvariableto', { VALUE: typed('0') }, { VARIABLE: counter });
    const loop = blocks.add('control_repeat_until', { CONDITION: condition(until), ...body(step) });
    blocks.link(begin, loop);
    return { first: begin, last: loop };
  }

  /** Messages and own blocks, some of which do not exist. */
  private start(place: Place, kind: number): Piece | null {
    const { blocks, choices, values, shared } = this;
    if (kind === 26) {
      const later = shared.messages.filter((_, index) => index > place.message);
      if (later.length === 0) return null;
      const [name, id] = choices.of(later);
      const message: Plug = choices.chance(0.7)
        ? { array: [1, [11, name, id]], blocks: [] }
        : { array: [3, [12, ...shared.spare], [11, name, id]], blocks: [] };
      return this.one(choices.of(['event_broadcast', 'event_broadcastandwait']), { BROADCAST_INPUT: message });
    }
    const known = shared.procedures.filter(({ index }) => index > place.procedure);
    if (kind === 29 || known.length === 0) return this.call('nowhere', [], false, {});
    const procedure = choices.of(known);
    const plugs: Record<string, Plug> = {};
    for (const { id, boolean } of procedure.arguments) {
      if (choices.chance(0.1)) continue;
      if (boolean) Object.assign(plugs, values.conditionOrNothing(place.sight, 1, id));
      else plugs[id] = values.value(place.sight, 2);
    }
    const ids = procedure.arguments.map(({ id }) => id);
    const piece = this.call(procedure.code, ids, procedure.warp, plugs);
    // Now and then a block between, so that what yields and what does not follow each other.
    if (choices.chance(0.5)) return piece;
    const next = blocks.add('control_incr_counter');
    blocks.link(piece.last, next);
    return { first: piece.first, last: next };
  }

  private call(code: string, ids: readonly string[], warp: boolean, plugs: Record<string, Plug>): Piece {
    const mutation = {
      tagName: 'mutation',
      children: [],
      proccode: code,
      argumentids: JSON.stringify(ids),
      warp: String(warp),
    };
    const id = this.blocks.add('procedures_call', plugs, {}, { mutation });
    return { first: id, last: id };
  }

  private end(place: Place, kind: number): Piece | null {
    const { blocks, choices, shared } = this;
    if (kind === 30) {
      const option = choices.of(STOPS);
      if (option === 'all' && !choices.chance(0.1)) return null;
      const goesOn = option === 'other scripts in sprite';
      const mutation = { tagName: 'mutation', children: [], hasnext: String(goesOn) };
      const id = blocks.add('control_stop', {}, { STOP_OPTION: field(option) }, { mutation });
      return { first: id, last: id, cap: !goesOn };
    }
    if (kind === 31) {
      if (place.inProcedure) return null;
      const always = blocks.add('operator_gt', { OPERAND1: typed('1'), OPERAND2: typed('0') });
      const either = { OPERAND1: condition(this.values.boolean(place.sight, 1)), OPERAND2: condition(always) };
      return this.one('control_wait_until', { CONDITION: condition(blocks.add('operator_or', either)) });
    }
    if (place.sight.isStage) return null;
    if (place.inClone && choices.chance(0.2)) return { ...this.one('control_delete_this_clone'), cap: true };
    // A clone, as long as there are few.
    const which = menu(blocks, choices, 'control_create_clone_of_menu', 'CLONE_OPTION', '_myself_');
    const count = blocks.add('data_changevariableby', { VALUE: number('1') }, { VARIABLE: shared.clones });
    blocks.link(count, blocks.add('control_create_clone_of', { CLONE_OPTION: which }));
    const few = blocks.add('operator_lt', { OPERAND1: variable(shared.clones), OPERAND2: typed('4') });
    return this.one('control_if', { CONDITION: condition(few), ...body(count) });
  }

  private costume(place: Place, kind: number): Piece | null {
    const { blocks, choices, values } = this;
    const { isStage } = place.sight;
    if (kind === 33) return this.one(isStage ? 'looks_nextbackdrop' : 'looks_nextcostume');
    const value = (opcode: string, name: string, names: string): Plug => {
      const plug = values.value(place.sight, 1);
      return plug.blocks.length > 0 ? plug : menu(blocks, choices, opcode, name, names);
    };
    if (kind === 34) {
      return isStage
        ? null
        : this.one('looks_switchcostumeto', { COSTUME: value('looks_costume', 'COSTUME', COSTUMES) });
    }
    // A backdrop starts scripts: only scripts that nothing started switch it.
    if (place.message >= 0 || place.inProcedure) return null;
    return this.one('looks_switchbackdropto', { BACKDROP: value('looks_backdrops', 'BACKDROP', BACKDROPS) });
  }

  private sprite({ sight }: Place, kind: number): Piece {
    const { blocks, choices, values } = this;
    const numeric = () => values.value(sight, 1, true);
    switch (kind) {
      case 37:
        return this.one('motion_setx', { X: numeric() });
      case 38:
        return this.one('motion_changexby', { DX: numeric() });
      case 39:
        return this.one('motion_pointindirection', { DIRECTION: numeric() });
      case 40:
        return this.one('looks_gotofrontback', {}, { FRONT_BACK: field(choices.of(['front', 'back'])) });
      case 41: {
        const direction = { FORWARD_BACKWARD: field(choices.of(['forward', 'backward'])) };
        return this.one('looks_goforwardbackwardlayers', { NUM: numeric() }, direction);
      }
      case 42:
        return this.one(choices.of(['looks_show', 'looks_hide']));
      case 43:
        return this.one(choices.of(['motion_turnright', 'motion_turnleft']), { DEGREES: numeric() });
      case 44:
        return this.one('motion_movesteps', { STEPS: numeric() });
      default:
        return this.one('motion_goto', {
          TO: menu(blocks, choices, 'motion_goto_menu', 'TO', sight.sprites.join('|')),
        });
    }
  }
}
