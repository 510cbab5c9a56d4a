import { m } from '@paperkite/i18n';
import type { WorkspaceContext } from '../../context.ts';
import type { MenuOption } from '../../spec.ts';
import { names } from '../../spec.ts';

const ofSprite: readonly MenuOption[] = [
  [m.blocks_option_x_position, 'x position'],
  [m.blocks_option_y_position, 'y position'],
  [m.blocks_option_direction, 'direction'],
  [m.blocks_option_costume_number, 'costume #'],
  [m.blocks_option_costume_name, 'costume name'],
  [m.blocks_option_size, 'size'],
  [m.blocks_option_volume, 'volume'],
];

const ofStage: readonly MenuOption[] = [
  [m.blocks_option_backdrop_number, 'backdrop #'],
  [m.blocks_option_backdrop_name, 'backdrop name'],
  [m.blocks_option_volume, 'volume'],
];

/**
 * What can be asked of another target: its properties and its own variables. `target` is the name in the block's other
 * menu, `_stage_` for the stage; without it (a reporter sits there) everything is offered.
 */
export function propertiesOf(context: WorkspaceContext, target?: string): readonly MenuOption[] {
  if (target === undefined) return [...ofSprite, ...ofStage.slice(0, 2)];
  return [...(target === '_stage_' ? ofStage : ofSprite), ...names(context.variablesOf(target))];
}
