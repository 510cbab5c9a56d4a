import type { Block } from '@paperkite/project';
import type { Procedure, Statement } from '../ir/nodes.ts';
import { operation, typeOf } from '../ir/types.ts';
import { inputOf, type Context } from './context.ts';
import { expressionsOf, type Index } from './expressions.ts';
import { fieldOf, typedIn } from './tree.ts';
import { pinOf } from './vocabulary.ts';

const MAX_DEPTH = 100;

/** Lowers a stack of commands inside one script (`enclosing` null) or my-block. */
export function lowerStack(c: Context, first: Block | undefined, enclosing: Procedure | null): Statement[] {
  const values = expressionsOf(c, enclosing);
  let depth = 0;

  function stack(from: Block | undefined): Statement[] {
    const out: Statement[] = [];
    if (from === undefined) return out;
    if (depth >= MAX_DEPTH) {
      c.diagnose('too-deep', from.id);
      return out;
    }
    depth++;
    for (let block: Block | undefined = from; block !== undefined; block = c.tree.next(block)) {
      out.push(...[statement(block)].flat());
    }
    depth--;
    return out;
  }

  const substack = (block: Block, name: string): Statement[] => stack(inputOf(c, block, name));
  const condition = (block: Block) => values.input(block, 'CONDITION', 'boolean');

  function broadcast(block: Block, wait: boolean): Statement | Statement[] {
    const menu = inputOf(c, block, 'BROADCAST_INPUT');
    const name = menu === undefined ? '' : typedIn(menu);
    if (name === undefined) {
      c.diagnose('message-computed', block.id);
      return [];
    }
    return { kind: 'broadcast', message: c.message(String(name)), wait, block: block.id };
  }

  function set(block: Block): Statement | Statement[] {
    const variable = c.variable(block.fields.VARIABLE);
    const value = values.input(block, 'VALUE', variable.type);
    const storable = typeOf(value) !== 'text' || value.kind === 'text' || value.kind === 'variable';
    if (!storable && c.board === 'arduino-uno') {
      c.diagnose('text-stored', block.id);
      return [];
    }
    return { kind: 'set', variable, value, block: block.id };
  }

  function edit(block: Block, kind: 'replace' | 'insert' | 'delete'): Statement {
    const list = c.list(block.fields.LIST);
    const index: Index = values.index(block, 'INDEX', kind === 'replace' ? 'item' : kind);
    if (index === 'all') return { kind: 'clear', list, block: block.id };
    if (kind === 'delete') return { kind, list, index, block: block.id };
    return { kind, list, index, value: values.input(block, 'ITEM', 'number'), block: block.id };
  }

  /** Start, wait, stop: what sounds for a time. */
  function tone(block: Block): Statement[] {
    const settings = { pin: pinOf(block, 'PIN', c.diagnose) };
    const args = [values.input(block, 'FREQUENCY', 'number')];
    return [
      { kind: 'operation', operation: 'startTone', args, settings, block: block.id },
      { kind: 'wait', seconds: values.input(block, 'SECONDS', 'number'), block: block.id },
      { kind: 'operation', operation: 'noTone', args: [], settings, block: block.id },
    ];
  }

  function stop(block: Block): Statement | Statement[] {
    switch (fieldOf(block, 'STOP_OPTION')) {
      case 'all':
        return { kind: 'stop-all', block: block.id };
      case 'this script':
        return { kind: 'return', value: null, block: block.id };
      case 'other scripts in sprite':
      case 'other scripts in stage':
        return { kind: 'stop-others', block: block.id };
      default:
        return [];
    }
  }

  function statement(block: Block): Statement | Statement[] {
    const id = block.id;
    const known = Object.hasOwn(c.commands, block.opcode) ? c.commands[block.opcode] : undefined;
    if (known !== undefined) {
      return {
        kind: 'operation',
        operation: known.operation,
        args: known.inputs.map(([name, type]) => values.input(block, name, type)),
        settings: known.settings?.(block, c.diagnose) ?? {},
        block: id,
      };
    }
    switch (block.opcode) {
      case 'control_wait':
        return { kind: 'wait', seconds: values.input(block, 'DURATION', 'number'), block: id };
      case 'control_repeat': {
        const times = values.input(block, 'TIMES', 'number');
        return { kind: 'repeat', times, body: substack(block, 'SUBSTACK'), block: id };
      }
      case 'control_forever':
        return { kind: 'forever', body: substack(block, 'SUBSTACK'), block: id };
      case 'control_if':
      case 'control_if_else':
        return {
          kind: 'if',
          condition: condition(block),
          then: substack(block, 'SUBSTACK'),
          else: block.opcode === 'control_if' ? [] : substack(block, 'SUBSTACK2'),
          block: id,
        };
      case 'control_wait_until':
        return { kind: 'wait-until', condition: condition(block), block: id };
      case 'control_while':
        return { kind: 'while', condition: condition(block), body: substack(block, 'SUBSTACK'), block: id };
      case 'control_repeat_until': {
        const until = operation('not', [condition(block)], id);
        return { kind: 'while', condition: until, body: substack(block, 'SUBSTACK'), block: id };
      }
      case 'control_for_each': {
        const variable = c.variable(block.fields.VARIABLE);
        const limit = values.input(block, 'VALUE', 'number');
        const body = substack(block, 'SUBSTACK');
        // A variable that other blocks make a text cannot count; the diagnostic is there already.
        if (variable.type !== 'number') return body;
        return { kind: 'for-each', variable, limit, body, block: id };
      }
      case 'control_all_at_once':
        return substack(block, 'SUBSTACK');
      case 'control_stop':
        return stop(block);
      case 'data_setvariableto':
        return set(block);
      case 'data_changevariableby': {
        const variable = c.variable(block.fields.VARIABLE);
        const value = values.input(block, 'VALUE', 'number');
        if (variable.type !== 'number') return [];
        return { kind: 'change', variable, value, block: id };
      }
      case 'data_addtolist': {
        const value = values.input(block, 'ITEM', 'number');
        return { kind: 'append', list: c.list(block.fields.LIST), value, block: id };
      }
      case 'data_deleteoflist':
        return edit(block, 'delete');
      case 'data_deletealloflist':
        return { kind: 'clear', list: c.list(block.fields.LIST), block: id };
      case 'data_insertatlist':
        return edit(block, 'insert');
      case 'data_replaceitemoflist':
        return edit(block, 'replace');
      case 'event_broadcast':
        return broadcast(block, false);
      case 'event_broadcastandwait':
        return broadcast(block, true);
      case 'procedures_call': {
        const found = values.call(block);
        return found === null ? [] : { kind: 'call', ...found, block: id };
      }
      case 'procedures_return': {
        if (enclosing === null) return { kind: 'return', value: null, block: id };
        return { kind: 'return', value: values.input(block, 'VALUE', enclosing.returns), block: id };
      }
      case 'arduino_digitalwrite': {
        const value = fieldOf(block, 'LEVEL') === 'HIGH';
        return {
          kind: 'operation',
          operation: 'digitalWrite',
          args: [{ kind: 'boolean', value }],
          settings: { pin: pinOf(block, 'PIN', c.diagnose) },
          block: id,
        };
      }
      case 'arduino_tone':
        return tone(block);
    }
    c.diagnose('unknown-block', id, { opcode: block.opcode });
    return [];
  }

  return stack(first);
}
