import { command, field, number, value, type Argument, type Extension } from '../contract.ts';

const observes = { observes: true } as const;
/** In .sb3 the parameter is a menu input; in old files a field. */
const colorParameter: Argument = (c, block) =>
  c.hasInput(block, 'COLOR_PARAM') ? c.input(block, 'COLOR_PARAM') : field('COLOR_PARAM')(c, block);

/** Pen: lines and stamps that stay on the stage. */
export const pen: Extension = {
  id: 'pen',
  commands: {
    pen_clear: command('pen.clear'),
    pen_stamp: command('pen.stamp'),
    pen_penDown: command('pen.down'),
    pen_penUp: command('pen.up'),
    pen_setPenColorToColor: command('pen.setColor', [value('COLOR')], observes),
    pen_changePenColorParamBy: command('pen.changeColorParameter', [colorParameter, number('VALUE')]),
    pen_setPenColorParamTo: command('pen.setColorParameter', [colorParameter, number('VALUE')]),
    pen_changePenSizeBy: command('pen.changeSize', [number('SIZE')]),
    pen_setPenSizeTo: command('pen.setSize', [number('SIZE')]),
    pen_setPenShadeToNumber: command('pen.setShade', [number('SHADE')]),
    pen_changePenShadeBy: command('pen.changeShade', [number('SHADE')]),
    pen_setPenHueToNumber: command('pen.setHue', [number('HUE')]),
    pen_changePenHueBy: command('pen.changeHue', [number('HUE')]),
  },
};
