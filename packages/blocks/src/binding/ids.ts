import type * as Blockly from 'blockly/core';
import type { BlockId } from '@paperkite/project';

/**
 * Which block of the document a block of the workspace is. They have the same id unless Blockly chose one of its own: it
 * gives a second copy from the toolbox the id of a first that was deleted, and the document never uses an id twice.
 */
export class BlockIds {
  private readonly toDocument = new Map<string, BlockId>();
  private readonly toWorkspace = new Map<BlockId, string>();

  /** Says that the two are one. */
  link(workspaceId: string, documentId: BlockId): void {
    this.toDocument.set(workspaceId, documentId);
    this.toWorkspace.set(documentId, workspaceId);
  }

  unlink(documentId: BlockId): void {
    const workspaceId = this.toWorkspace.get(documentId);
    this.toWorkspace.delete(documentId);
    if (workspaceId !== undefined && this.toDocument.get(workspaceId) === documentId)
      this.toDocument.delete(workspaceId);
  }

  documentId(workspaceId: string): BlockId | undefined {
    return this.toDocument.get(workspaceId);
  }

  /** The block of the workspace, if it is shown there as a block of its own. */
  block(workspace: Blockly.Workspace, documentId: BlockId): Blockly.Block | null {
    const workspaceId = this.toWorkspace.get(documentId);
    return workspaceId === undefined ? null : workspace.getBlockById(workspaceId);
  }

  clear(): void {
    this.toDocument.clear();
    this.toWorkspace.clear();
  }
}
