import { sceneOf, type Project, type SceneProject } from '@paperkite/project';

/**
 * Gives of each state of a project what the stage shows, and the same object as before while only boards changed: then the
 * stage has nothing to compile.
 */
export function followScene(): (project: Project) => SceneProject {
  let last: SceneProject | undefined;
  return (project) => {
    const scene = sceneOf(project);
    // A project without boards is its own scene.
    if (scene === project || !last || !isSame(scene, last)) last = scene;
    return last;
  };
}

/** Relies on unchanged targets being the same objects. */
function isSame(a: SceneProject, b: SceneProject): boolean {
  const { targets, ...rest } = a;
  const { targets: others, ...more } = b;
  return (
    targets.length === others.length &&
    targets.every((target, i) => target === others[i]) &&
    JSON.stringify(rest) === JSON.stringify(more)
  );
}
