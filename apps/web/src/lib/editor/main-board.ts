import { boardsOf, sceneOf, type BoardTarget, type Project } from '@paperkite/project';

const hasScripts = ({ blocks }: { blocks: object }): boolean => Object.keys(blocks).length > 0;

/** The board that a work is about: it has a program, and nothing on the stage has one. */
export function mainBoard(project: Project): BoardTarget | undefined {
  if (sceneOf(project).targets.some(hasScripts)) return undefined;
  return boardsOf(project).find((board) => board.mode === 'text' || hasScripts(board));
}
