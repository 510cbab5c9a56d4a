import type * as Blockly from 'blockly/core';
import { locales } from '@paperkite/i18n';
import type { BlockSpec } from '../spec.ts';
import { CATEGORIES, shelvesOf, specOf } from '../vocabulary/vocabulary.ts';
import { contextOf } from '../fields/workspace-context.ts';

/** More blocks than this are no help. */
const MOST = 30;

/** A board has no stage to show a variable or list on. */
const NOT_ON_BOARDS = /^data_(show|hide|listcontents)/;

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The words on a block in every language: a child may know a block by another language's name. */
function wordsOf(spec: BlockSpec): string {
  const { text } = spec;
  if (!text) return spec.opcode;
  const blanks = Object.fromEntries(spec.args.map((arg) => [arg.name, ' ']));
  const say = text as unknown as (inputs: Record<string, string>, options: { locale: string }) => string;
  return [...locales.map((locale) => say(blanks, { locale })), spec.opcode].map(fold).join('\n');
}

/**
 * The opcodes of the toolbox whose words contain every word of the query, those that begin with it first. Works from the
 * first character on: one Chinese character is a word.
 */
export function searchBlocks(query: string, workspace: Blockly.Workspace): string[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const context = contextOf(workspace);
  const found: { opcode: string; rank: number }[] = [];
  const ofData = (CATEGORIES.find(({ id }) => id === 'data')?.blocks ?? []).filter(
    ({ opcode }) => !context.board?.() || !NOT_ON_BOARDS.test(opcode),
  );
  for (const { id, entries } of shelvesOf(context)) {
    const dynamic = id === 'data' ? ofData.map((spec) => spec.opcode) : [];
    const shelf = entries.filter((entry): entry is string => typeof entry === 'string');
    for (const opcode of [...shelf, ...dynamic]) {
      const spec = specOf(opcode);
      if (!spec?.text) continue;
      const words = wordsOf(spec);
      if (!wanted.every((word) => words.includes(word))) continue;
      found.push({ opcode, rank: words.split('\n').some((line) => line.startsWith(wanted[0]!)) ? 0 : 1 });
    }
  }
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ opcode }) => opcode);
}
