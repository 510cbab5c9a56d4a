import { ANY, BOOLEAN, FINITE, INT, NUMBER, TEXT } from '../../ir/types.ts';
import { command, field, reporter, text, value, type Extension } from '../contract.ts';

const volatile = { volatile: true } as const;

/** Sensing: touching, mouse, keys, time, questions and other sprites' values. */
export const sensing: Extension = {
  id: 'sensing',
  commands: {
    sensing_askandwait: command('sensing.ask', [text('QUESTION')], { yields: true }),
    sensing_resettimer: command('sensing.resetTimer'),
    sensing_setdragmode: command('sensing.setDragMode', [field('DRAG_MODE')]),
  },
  reporters: {
    sensing_touchingobject: reporter('sensing.touchingObject', BOOLEAN, [value('TOUCHINGOBJECTMENU')]),
    sensing_touchingcolor: reporter('sensing.touchingColor', BOOLEAN, [value('COLOR')], { observes: true }),
    sensing_coloristouchingcolor: reporter('sensing.colorTouchingColor', BOOLEAN, [value('COLOR'), value('COLOR2')], {
      observes: true,
    }),
    sensing_distanceto: reporter('sensing.distanceTo', NUMBER, [text('DISTANCETOMENU')]),
    sensing_answer: reporter('sensing.answer', TEXT),
    sensing_keypressed: reporter('sensing.keyPressed', BOOLEAN, [value('KEY_OPTION')], { observes: true }),
    sensing_mousedown: reporter('sensing.mouseDown', BOOLEAN),
    sensing_mousex: reporter('sensing.mouseX', FINITE),
    sensing_mousey: reporter('sensing.mouseY', FINITE),
    sensing_timer: reporter('sensing.timer', FINITE),
    sensing_of: reporter('sensing.attributeOf', ANY, [field('PROPERTY'), text('OBJECT')], {
      readsVariableNamed: true,
      readsVariables: true,
    }),
    sensing_current: reporter('sensing.current', FINITE, [field('CURRENTMENU')], volatile),
    sensing_dayssince2000: reporter('sensing.daysSince2000', FINITE, [], volatile),
    sensing_loudness: reporter('sensing.loudness', FINITE, [], volatile),
    sensing_loud: reporter('sensing.loud', BOOLEAN, [], volatile),
    sensing_username: reporter('sensing.userName', TEXT),
    sensing_userid: reporter('sensing.userId', INT),
    sensing_touchingobjectmenu: (c, block) => ({ kind: 'constant', value: c.field(block, 'TOUCHINGOBJECTMENU') }),
  },
};
