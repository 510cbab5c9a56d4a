import * as Blockly from 'blockly/core';
import type { WorkspaceContext } from '../src/context.ts';
import { EMPTY_CONTEXT } from '../src/context.ts';
import { defineBlocks } from '../src/draw/define-blocks.ts';
import { PaperkiteConnectionChecker } from '../src/draw/connection-checker.ts';
import { setContext } from '../src/fields/workspace-context.ts';
import * as en from 'blockly/msg/en';

/** A workspace without a picture, with our blocks. */
export function headlessWorkspace(context: WorkspaceContext = EMPTY_CONTEXT): Blockly.Workspace {
  defineBlocks();
  Blockly.setLocale(en as unknown as Record<string, string>);
  const workspace = new Blockly.Workspace(
    new Blockly.Options({ plugins: { connectionChecker: PaperkiteConnectionChecker } }),
  );
  setContext(workspace, context);
  return workspace;
}

/** Lets microtasks run. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
