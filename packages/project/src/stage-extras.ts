import type { Project } from './document.ts';
import { asNumber, asText } from './json/read-json.ts';
import { unknownMembers } from './sb3/unknown-members.ts';

/** What the stage of a Scratch file says for extensions that not every project uses. */
export interface StageExtras {
  /** Whether the camera's picture is shown, and as a mirror (`on`) or not. */
  videoState?: 'off' | 'on' | 'on-flipped';
  /** Per cent. */
  videoTransparency?: number;
  /** As Scratch names languages: `en`, `zh-cn`, ... */
  textToSpeechLanguage?: string;
}

const VIDEO_STATES = ['off', 'on', 'on-flipped'] as const;

/** Reads them from where the document keeps what the file said of the stage; what a file did not say is missing. */
export function stageExtras(project: Pick<Project, 'targets' | 'unknown'>): StageExtras {
  const stage = project.targets.find(({ kind }) => kind === 'stage');
  const members = stage ? unknownMembers(project).ofTarget(stage.id) : {};
  const videoState = VIDEO_STATES.find((state) => state === members['videoState']);
  const transparency = asNumber(members['videoTransparency']);
  const language = asText(members['textToSpeechLanguage']);
  return {
    ...(videoState && { videoState }),
    ...(transparency !== undefined && { videoTransparency: Math.max(0, Math.min(100, transparency)) }),
    ...(language && { textToSpeechLanguage: language.slice(0, 20).toLowerCase() }),
  };
}
