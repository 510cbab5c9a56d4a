// @vitest-environment jsdom
import * as Blockly from 'blockly/core';
import { describe, expect, test } from 'vitest';
import { locales } from '@paperkite/i18n';
import { headlessWorkspace } from '../../test/headless.ts';
import { EMPTY_CONTEXT } from '../context.ts';
import { shelfOf } from '../workspace/toolbox.ts';
import { setContext } from '../fields/workspace-context.ts';
import { CATEGORIES, OPCODES, categoryOf, specOf } from './vocabulary.ts';

/** Opcodes of Scratch 3 by what stands before the underscore: offered ones, hidden ones, menus. Read in its sources. */
const SCRATCH: Record<string, string> = {
  motion: `movesteps turnright turnleft goto goto_menu gotoxy glideto glideto_menu glidesecstoxy pointindirection
    pointtowards pointtowards_menu changexby setx changeyby sety ifonedgebounce setrotationstyle xposition yposition
    direction scroll_right scroll_up align_scene xscroll yscroll`,
  looks: `sayforsecs say thinkforsecs think show hide hideallsprites switchcostumeto costume nextcostume
    switchbackdropto switchbackdroptoandwait backdrops nextbackdrop changesizeby setsizeto size changestretchby
    setstretchto changeeffectby seteffectto cleargraphiceffects gotofrontback goforwardbackwardlayers
    costumenumbername backdropnumbername`,
  sound: `playuntildone play sounds_menu stopallsounds changeeffectby seteffectto cleareffects changevolumeby
    setvolumeto volume`,
  event: `whenflagclicked whenkeypressed whenthisspriteclicked whenstageclicked whentouchingobject touchingobjectmenu
    whenbackdropswitchesto whengreaterthan whenbroadcastreceived broadcast broadcastandwait broadcast_menu`,
  control: `wait repeat forever if if_else wait_until repeat_until while for_each stop start_as_clone create_clone_of
    create_clone_of_menu delete_this_clone get_counter incr_counter clear_counter all_at_once`,
  sensing: `touchingobject touchingobjectmenu touchingcolor coloristouchingcolor distanceto distancetomenu askandwait
    answer keypressed keyoptions mousedown mousex mousey setdragmode loudness loud timer resettimer of of_object_menu
    current dayssince2000 username userid online`,
  operator:
    'add subtract multiply divide random gt lt equals and or not join letter_of length contains mod round mathop',
  data: `variable setvariableto changevariableby showvariable hidevariable listcontents addtolist deleteoflist
    deletealloflist insertatlist replaceitemoflist itemoflist itemnumoflist lengthoflist listcontainsitem showlist
    hidelist listindexall listindexrandom`,
  procedures: 'definition prototype call',
  argument: 'reporter_string_number reporter_boolean',
  pen: `clear stamp penDown penUp setPenColorToColor changePenColorParamBy setPenColorParamTo changePenSizeBy
    setPenSizeTo setPenShadeToNumber changePenShadeBy setPenHueToNumber changePenHueBy menu_colorParam`,
  music: `playDrumForBeats midiPlayDrumForBeats menu_DRUM restForBeats playNoteForBeats setInstrument
    midiSetInstrument menu_INSTRUMENT setTempo changeTempo getTempo`,
  text2speech: 'speakAndWaitBlock setVoiceBlock setLanguageBlock menu_voices menu_languages',
  videoSensing: `whenMotionGreaterThan videoOn videoToggle setVideoTransparency menu_ATTRIBUTE menu_SUBJECT
    menu_VIDEO_STATE`,
  microbit: `whenButtonPressed isButtonPressed whenGesture displaySymbol displayText displayClear whenTilted isTilted
    getTiltAngle whenPinConnected menu_buttons menu_gestures menu_tiltDirection menu_tiltDirectionAny menu_touchPins`,
  math: 'number positive_number whole_number integer angle',
};

type Say = (inputs: Record<string, string>, options: { locale: string }) => string;

describe('the vocabulary', () => {
  test.each(OPCODES)('%s can be made', (opcode) => {
    const workspace = headlessWorkspace();
    const block = workspace.newBlock(opcode);
    for (const arg of specOf(opcode)!.args) {
      if (arg.kind === 'image') continue;
      const isInput = arg.kind === 'value' || arg.kind === 'boolean' || arg.kind === 'statement';
      expect(isInput ? block.getInput(arg.name) : block.getField(arg.name)).toBeTruthy();
    }
    workspace.dispose();
  });

  test.each(OPCODES.filter((opcode) => specOf(opcode)!.text))('%s has words in both languages', (opcode) => {
    const spec = specOf(opcode)!;
    const marks = Object.fromEntries(spec.args.map((arg) => [arg.name, `<${arg.name}>`]));
    for (const locale of locales) {
      const text = (spec.text as unknown as Say)(marks, { locale });
      for (const arg of spec.args) expect(text.split(`<${arg.name}>`)).toHaveLength(2);
      expect(text).not.toMatch(/undefined|\{|\}/);
    }
  });

  test.each(Object.entries(SCRATCH))('has every block of Scratch 3, offered or not: %s', (prefix, names) => {
    const wanted = names.trim().split(/\s+/);
    expect(wanted.map((name) => `${prefix}_${name}`).filter((opcode) => !specOf(opcode))).toEqual([]);
  });

  test('has no block that Scratch 3 does not have, but for those that are ours or others’', () => {
    const theirs = Object.entries(SCRATCH).flatMap(([prefix, names]) =>
      names
        .trim()
        .split(/\s+/)
        .map((name) => `${prefix}_${name}`),
    );
    const ours = /^boardlive_/;
    expect(OPCODES.filter((opcode) => !theirs.includes(opcode) && !ours.test(opcode)).sort()).toEqual([
      'colour_picker',
      'matrix',
      'note',
      // From TurboWarp's files.
      'procedures_return',
      'text',
    ]);
  });

  test('no opcode is defined twice', () => {
    const all = CATEGORIES.flatMap((category) => category.blocks.map((spec) => spec.opcode));
    expect(new Set(all).size).toBe(all.length);
  });

  test('every shadow of every input has a definition', () => {
    for (const opcode of OPCODES) {
      for (const arg of specOf(opcode)!.args) {
        if (arg.kind !== 'value' || !arg.shadow) continue;
        const shadow = specOf(arg.shadow.opcode);
        expect(shadow?.shape).toBe('menu');
        expect(shadow?.args[0]?.name).toBe(arg.shadow.field);
      }
    }
  });

  test.each(['stage', 'sprite'] as const)('every shelf of the %s can be filled and its blocks dragged out', (kind) => {
    const workspace = headlessWorkspace();
    setContext(workspace, {
      ...EMPTY_CONTEXT,
      kind: () => kind,
      named: (of) => [{ id: `${of} 1`, name: `my ${of}` }],
      costumes: () => ['first', 'second'],
    });
    for (const { id } of CATEGORIES) {
      for (const item of shelfOf(id, workspace)) {
        if (item.kind !== 'block') continue;
        const state = item as unknown as Blockly.serialization.blocks.State;
        const block = Blockly.serialization.blocks.append(state, workspace);
        expect(categoryOf(block.type)).toBe(id);
      }
    }
    const costume = workspace.getBlocksByType('looks_costume')[0];
    if (kind === 'sprite') expect(costume?.getFieldValue('COSTUME')).toBe('first');
    workspace.dispose();
  });

  test('the stage is offered nothing that only a sprite can do', () => {
    const workspace = headlessWorkspace();
    setContext(workspace, { ...EMPTY_CONTEXT, kind: () => 'stage' });
    expect(new Set(shelfOf('motion', workspace).map((item) => item.kind))).toEqual(new Set(['label']));
    const types = CATEGORIES.flatMap(({ id }) => shelfOf(id, workspace)).map(
      (item) => (item as { type?: string }).type,
    );
    for (const opcode of ['looks_say', 'control_start_as_clone', 'sensing_touchingobject', 'pen_stamp']) {
      expect(types).not.toContain(opcode);
    }
  });
});
