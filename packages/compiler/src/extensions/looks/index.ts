import { FINITE, INT, TEXT } from '../../ir/types.ts';
import { command, field, nothing, number, reporter, value, type Extension } from '../contract.ts';

const observes = { observes: true } as const;

/** Looks: costumes, size, effects, layers and speech. */
export const looks: Extension = {
  id: 'looks',
  commands: {
    looks_say: command('looks.say', [value('MESSAGE')]),
    looks_think: command('looks.think', [value('MESSAGE')]),
    looks_sayforsecs: command('looks.sayFor', [value('MESSAGE'), number('SECS')], { yields: true }),
    looks_thinkforsecs: command('looks.thinkFor', [value('MESSAGE'), number('SECS')], { yields: true }),
    looks_show: command('looks.show'),
    looks_hide: command('looks.hide'),
    looks_hideallsprites: nothing,
    looks_switchcostumeto: command('looks.switchCostume', [value('COSTUME')], observes),
    looks_nextcostume: command('looks.nextCostume'),
    looks_switchbackdropto: command('looks.switchBackdrop', [value('BACKDROP')], observes),
    looks_switchbackdroptoandwait: command('looks.switchBackdropAndWait', [value('BACKDROP')], {
      ...observes,
      yields: true,
    }),
    looks_nextbackdrop: command('looks.nextBackdrop'),
    looks_changeeffectby: command('looks.changeEffect', [field('EFFECT'), number('CHANGE')]),
    looks_seteffectto: command('looks.setEffect', [field('EFFECT'), number('VALUE')]),
    looks_cleargraphiceffects: command('looks.clearEffects'),
    looks_changesizeby: command('looks.changeSize', [number('CHANGE')]),
    looks_setsizeto: command('looks.setSize', [number('SIZE')]),
    looks_changestretchby: nothing,
    looks_setstretchto: nothing,
    looks_gotofrontback: command('looks.goToLayer', [field('FRONT_BACK')]),
    looks_goforwardbackwardlayers: command('looks.moveLayers', [field('FORWARD_BACKWARD'), number('NUM')]),
  },
  reporters: {
    looks_size: reporter('looks.size', FINITE),
    looks_costumenumbername: (c, block) =>
      c.field(block, 'NUMBER_NAME') === 'number' ? costumeNumber(c, block) : costumeName(c, block),
    looks_backdropnumbername: (c, block) =>
      c.field(block, 'NUMBER_NAME') === 'number' ? backdropNumber(c, block) : backdropName(c, block),
  },
};

const costumeNumber = reporter('looks.costumeNumber', INT);
const costumeName = reporter('looks.costumeName', TEXT);
const backdropNumber = reporter('looks.backdropNumber', INT);
const backdropName = reporter('looks.backdropName', TEXT);
