import { runtimeCall } from '../../ir/build.ts';
import { BOOLEAN, FINITE } from '../../ir/types.ts';
import { command, number, reporter, text, type Extension } from '../contract.ts';

const moreMotion = runtimeCall('video.motionExceeds', BOOLEAN);

/** Video sensing: the camera's picture behind the sprites, and what moves in it. */
export const videoSensing: Extension = {
  id: 'videoSensing',
  commands: {
    videoSensing_videoToggle: command('video.toggle', [text('VIDEO_STATE')]),
    videoSensing_setVideoTransparency: command('video.setTransparency', [number('TRANSPARENCY')]),
  },
  reporters: {
    videoSensing_videoOn: reporter('video.motion', FINITE, [text('ATTRIBUTE'), text('SUBJECT')], { volatile: true }),
  },
  hats: {
    videoSensing_whenMotionGreaterThan: {
      restarts: false,
      edge: (c, block) => ({
        kind: 'operation',
        operation: moreMotion,
        args: [number('REFERENCE')(c, block)],
        block: block.id,
      }),
    },
  },
};
