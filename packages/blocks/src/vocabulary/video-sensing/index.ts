import { m } from '@paperkite/i18n';
import type { BlockSpec, Category } from '../../spec.ts';
import { GAP, choice, fixedMenu, hat, menuShadow, number, reporter, stack } from '../../spec.ts';

const blocks: BlockSpec[] = [
  hat('videoSensing_whenMotionGreaterThan', m.extensions_video_when_motion, number('REFERENCE', 10)),
  reporter(
    'videoSensing_videoOn',
    m.extensions_video_motion,
    choice('ATTRIBUTE', 'videoSensing_menu_ATTRIBUTE', 'ATTRIBUTE', 'motion'),
    choice('SUBJECT', 'videoSensing_menu_SUBJECT', 'SUBJECT', 'this sprite'),
  ),
  stack(
    'videoSensing_videoToggle',
    m.extensions_video_toggle,
    choice('VIDEO_STATE', 'videoSensing_menu_VIDEO_STATE', 'VIDEO_STATE', 'on'),
  ),
  stack('videoSensing_setVideoTransparency', m.extensions_video_set_transparency, number('TRANSPARENCY', 50)),
  menuShadow(
    'videoSensing_menu_ATTRIBUTE',
    fixedMenu('ATTRIBUTE', [m.extensions_video_attribute_motion, 'motion'], [m.extensions_video_attribute_direction, 'direction']), // prettier-ignore
  ),
  menuShadow(
    'videoSensing_menu_SUBJECT',
    fixedMenu('SUBJECT', [m.extensions_video_subject_stage, 'Stage'], [m.extensions_video_subject_sprite, 'this sprite']), // prettier-ignore
  ),
  menuShadow(
    'videoSensing_menu_VIDEO_STATE',
    fixedMenu(
      'VIDEO_STATE',
      [m.extensions_video_off, 'off'],
      [m.extensions_video_on, 'on'],
      [m.extensions_video_on_flipped, 'on-flipped'],
    ),
  ),
];

/** The camera and what moves before it. */
export const videoSensing: Category = {
  id: 'videoSensing',
  name: m.extensions_video_name,
  isExtension: true,
  blocks,
  toolbox: () => [
    'videoSensing_whenMotionGreaterThan',
    'videoSensing_videoOn',
    GAP,
    'videoSensing_videoToggle',
    'videoSensing_setVideoTransparency',
  ],
};
