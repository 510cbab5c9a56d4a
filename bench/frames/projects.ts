import { sceneOf, type Project } from '@paperkite/project';
import {
  b,
  buildProject,
  call,
  define,
  flag,
  forever,
  op,
  repeat,
  when,
} from '../../test/stage/support/build-project.ts';
import type { B, TargetSpec } from '../../test/stage/support/build-project.ts';

/** A project that gives the stage a lot to draw or to feel in every frame. */
export interface FrameProject {
  name: string;
  /** What one frame holds, for people. */
  what: string;
  project: Project;
  /** Files by asset hash. */
  assets: Record<string, Uint8Array>;
}

const random = (from: number, to: number): B => b('operator_random', { FROM: from, TO: to });
const goTo = (x: B, y: B): B => b('motion_gotoxy', { X: x, Y: y });
const onStage = (): B => goTo(random(-230, 230), random(-170, 170));
const move = [b('motion_movesteps', { STEPS: 4 }), b('motion_turnright', { DEGREES: 3 }), b('motion_ifonedgebounce')];

const svg = (side: number, inside: string): Uint8Array =>
  new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">${inside}</svg>`);
const ASSETS = {
  ball: { side: 24, file: svg(24, '<circle cx="12" cy="12" r="11" fill="#fa0"/><circle cx="16" cy="8" r="3"/>') },
  dot: { side: 8, file: svg(8, '<circle cx="4" cy="4" r="3.5" fill="#27c"/>') },
} as const;

/** Gives every sprite a picture; `buildProject` gives none. */
function dressed(project: Project, picture: keyof typeof ASSETS): Pick<FrameProject, 'project' | 'assets'> {
  const { side, file } = ASSETS[picture];
  const asset = picture.padEnd(64, '0');
  for (const target of sceneOf(project).targets) {
    for (const costume of target.costumes) {
      Object.assign(costume, { asset, format: 'svg', rotationCenterX: side / 2, rotationCenterY: side / 2 });
    }
  }
  return { project, assets: { [asset]: file } };
}

/** 300 clones that move, turn and bounce. */
const clones = (): FrameProject => ({
  name: 'clones',
  what: '300 clones that move, turn and bounce',
  ...dressed(
    buildProject({
      Ball: {
        scripts: [
          [flag, onStage(), repeat(300, b('control_create_clone_of', { CLONE_OPTION: '_myself_' }))],
          [
            b('control_start_as_clone'),
            onStage(),
            b('motion_pointindirection', { DIRECTION: random(-179, 180) }),
            forever(...move),
          ],
        ],
      },
    }),
    'ball',
  ),
});

/** 2,000 pen lines in each frame, over a cleared layer. */
const lines = (): FrameProject => ({
  name: 'pen-lines',
  what: '2,000 pen lines',
  ...dressed(
    buildProject({
      Pen: {
        scripts: [
          [define('draw', { warp: true }), b('pen_clear'), b('pen_penDown'), repeat(2000, onStage()), b('pen_penUp')],
          [flag, b('pen_setPenSizeTo', { SIZE: 2 }), forever(call('draw'))],
        ],
      },
    }),
    'dot',
  ),
});

/** 10,000 stamps in each frame, over a cleared layer. */
const stamps = (): FrameProject => ({
  name: 'stamps',
  what: '10,000 stamps',
  ...dressed(
    buildProject({
      Stamp: {
        scripts: [
          [define('draw', { warp: true }), b('pen_clear'), repeat(10_000, onStage(), b('pen_stamp'))],
          [flag, forever(call('draw'))],
        ],
      },
    }),
    'dot',
  ),
});

/** 500 sprites, each of which moves and asks whether it touches its neighbour and the edge. */
function touching(): FrameProject {
  const count = 500;
  const touches = (what: string): B => b('sensing_touchingobject', { TOUCHINGOBJECTMENU: what });
  const brighter = b('looks_changeeffectby', { CHANGE: 5 }, { EFFECT: 'COLOR' });
  const sprites = Array.from({ length: count }, (_, i): [string, TargetSpec] => {
    const touched = op('or', touches(`s${(i + 1) % count}`), touches(`s${(i + 7) % count}`));
    return [`s${i}`, { scripts: [[flag, onStage(), forever(...move, when(touched, brighter))]] }];
  });
  return {
    name: 'touching',
    what: '500 sprites that move, each asking twice whether it touches another',
    ...dressed(buildProject(Object.fromEntries(sprites)), 'ball'),
  };
}

/** 100 sprites, each of which moves and asks whether it touches a colour of the others. */
function colors(): FrameProject {
  const touched = b('sensing_touchingcolor', { COLOR: '#123456' });
  const brighter = b('looks_changeeffectby', { CHANGE: 5 }, { EFFECT: 'COLOR' });
  const sprites = Array.from({ length: 100 }, (_, i): [string, TargetSpec] => [
    `s${i}`,
    { scripts: [[flag, onStage(), forever(...move, when(touched, brighter))]] },
  ]);
  return {
    name: 'touching-colors',
    what: '100 sprites that move, each asking whether it touches a colour',
    ...dressed(buildProject(Object.fromEntries(sprites)), 'ball'),
  };
}

export const frameProjects = (): FrameProject[] => [clones(), lines(), stamps(), touching(), colors()];
