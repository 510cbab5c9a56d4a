import type { Comment, Project, StageTarget } from './document.ts';
import { asNumber, asObject, type JsonObject } from './json/read-json.ts';

/** Frames a second: Scratch's 30, or twice as many. */
export type FrameRate = 30 | 60;

/**
 * Projects for TurboWarp keep their settings in the last line of a comment on the stage, marked so: the comment goes through
 * every Scratch file, and programs that know the mark run the project alike.
 * @see https://docs.turbowarp.org/ (facts of the format; compared on 2026-11-22)
 */
const MARK = ' // _twconfig_';
const RATE = 'framerate';
/** Where a new one stands on the stage's workspace. */
const PLACE = { x: 50, y: 50, width: 350, height: 170, minimized: true };
const LEAD = 'Settings of this project / 本作品的设置. Deleting this comment brings back the usual ones.';

type Stage = Pick<StageTarget, 'id' | 'comments'>;

function findSettings(
  comments: Record<string, Comment>,
): { id: string; comment: Comment; settings: JsonObject } | undefined {
  for (const [id, comment] of Object.entries(comments)) {
    const line = comment.text.split('\n').find((each) => each.endsWith(MARK));
    if (line === undefined) continue;
    try {
      const settings = asObject(JSON.parse(line.slice(0, -MARK.length)));
      if (settings) return { id, comment, settings };
    } catch {
      // Somebody edited it by hand: then it says nothing.
    }
  }
  return undefined;
}

/** How many frames a second the project wants; rates that we do not have count as the nearer one. */
export function frameRate(project: Pick<Project, 'targets'>): FrameRate {
  const stage = project.targets.find((target) => target.kind === 'stage');
  const wanted = asNumber(stage && findSettings(stage.comments)?.settings[RATE]);
  return wanted !== undefined && wanted > 45 ? 60 : 30;
}

/** The comment of the stage that says the frame rate, to be put in place of the one of this id, or as a new one. */
export function frameRateComment(stage: Stage, rate: FrameRate): { id: string; comment: Comment } {
  const found = findSettings(stage.comments);
  const { id, comment, settings } = found ?? {
    id: `${stage.id}-settings`,
    comment: { ...PLACE, text: LEAD },
    settings: {},
  };
  const line = JSON.stringify({ ...settings, [RATE]: rate }) + MARK;
  const others = comment.text.split('\n').filter((each) => !each.endsWith(MARK));
  return { id, comment: { ...comment, text: [...others, line].join('\n') } };
}
