import type { BoardTarget, Project, SceneTarget, Target } from './document.ts';

/** A project as the stage and Scratch know it: without its boards. */
export interface SceneProject extends Project {
  targets: SceneTarget[];
}

export const isSceneTarget = (target: Target): target is SceneTarget => target.kind !== 'board';

/** The project without its boards; the very same object if it has none. */
export function sceneOf(project: Project): SceneProject {
  return project.targets.every(isSceneTarget)
    ? (project as SceneProject)
    : { ...project, targets: project.targets.filter(isSceneTarget) };
}

export const boardsOf = (project: Pick<Project, 'targets'>): BoardTarget[] =>
  project.targets.filter((target) => target.kind === 'board');

/**
 * The oldest format that can say what the targets are. Projects without boards stay in format 1: programs from before boards
 * open them, and their snapshots keep their hash.
 */
export const documentFormat = (targets: readonly Target[]): Project['format'] => (targets.every(isSceneTarget) ? 1 : 2);
