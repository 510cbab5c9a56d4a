import { FINITE, NUMBER } from '../../ir/types.ts';
import { command, field, nothing, number, reporter, value, type Extension } from '../contract.ts';

/** Motion: where a sprite is and which way it points. */
export const motion: Extension = {
  id: 'motion',
  commands: {
    motion_movesteps: command('motion.moveSteps', [number('STEPS')]),
    motion_turnright: command('motion.turnRight', [number('DEGREES')]),
    motion_turnleft: command('motion.turnLeft', [number('DEGREES')]),
    motion_goto: command('motion.goTo', [value('TO')]),
    motion_gotoxy: command('motion.goToXY', [number('X'), number('Y')]),
    motion_glideto: command('motion.glideTo', [number('SECS'), value('TO')], { yields: true }),
    motion_glidesecstoxy: command('motion.glideToXY', [number('SECS'), number('X'), number('Y')], { yields: true }),
    motion_pointindirection: command('motion.pointInDirection', [number('DIRECTION')]),
    motion_pointtowards: command('motion.pointTowards', [value('TOWARDS')]),
    motion_changexby: command('motion.changeX', [number('DX')]),
    motion_setx: command('motion.setX', [number('X')]),
    motion_changeyby: command('motion.changeY', [number('DY')]),
    motion_sety: command('motion.setY', [number('Y')]),
    motion_ifonedgebounce: command('motion.bounceOnEdge'),
    motion_setrotationstyle: command('motion.setRotationStyle', [field('STYLE')]),
    motion_scroll_right: nothing,
    motion_scroll_up: nothing,
    motion_align_scene: nothing,
  },
  reporters: {
    motion_xposition: reporter('motion.x', NUMBER),
    motion_yposition: reporter('motion.y', NUMBER),
    motion_direction: reporter('motion.direction', FINITE),
    motion_xscroll: () => ({ kind: 'constant', value: 0 }),
    motion_yscroll: () => ({ kind: 'constant', value: 0 }),
  },
};
