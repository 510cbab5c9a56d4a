import * as Blockly from 'blockly/core';
import { newLocalId } from '@paperkite/kernel';
import type { BlockId, BlockStore, Comment } from '@paperkite/project';
import type { CommentPort } from '../context.ts';
import { sameJson } from '../document/diff.ts';
import { isQuiet, quietly } from '../workspace/quiet.ts';
import type { Binding } from './binding.ts';

/** From the left and top of a block to a new comment on it; workspace units. */
const BESIDE = 200;
const NEW_SIZE = { width: 200, height: 120 };

interface CommentEvent {
  type: string;
  commentId?: string;
  blockId?: string;
  element?: string;
  ids?: string[];
}

/** Opens a new comment for writing. */
async function open(block: Blockly.Block): Promise<void> {
  const icon = block.getIcon(Blockly.icons.IconType.COMMENT);
  if (!(icon instanceof Blockly.icons.CommentIcon)) return;
  await icon.setBubbleVisible(true);
  const bubble = icon.getBubble();
  if (!bubble) return;
  Blockly.getFocusManager().focusNode(bubble);
  bubble.performAction?.();
}

/** Shows the comments of a target, free ones and those on blocks, and writes back what a person does with them. */
export class CommentBinding {
  private readonly workspace: Blockly.WorkspaceSvg;
  private readonly binding: Binding;
  private readonly store: BlockStore;
  private readonly port: CommentPort;
  /** As last shown. */
  private shown: Record<string, Comment> = {};
  /** Which block each comment was last shown on. */
  private owners = new Map<string, BlockId>();
  private readonly stops: (() => void)[];

  constructor(workspace: Blockly.WorkspaceSvg, binding: Binding, store: BlockStore, port: CommentPort) {
    this.workspace = workspace;
    this.binding = binding;
    this.store = store;
    this.port = port;
    const listen = (event: Blockly.Events.Abstract) => this.hear(event as unknown as CommentEvent);
    workspace.addChangeListener(listen);
    this.stops = [() => workspace.removeChangeListener(listen), port.observe(() => this.draw())];
    this.draw();
  }

  stop(): void {
    for (const stop of this.stops) stop();
  }

  /** Makes the workspace show what the document says. */
  draw(): void {
    const now = this.port.read();
    if (Object.keys(now).length === 0 && Object.keys(this.shown).length === 0) return;
    const owners = new Map<string, BlockId>();
    for (const block of Object.values(this.store.read())) if (block.comment) owners.set(block.comment, block.id);
    quietly(this.workspace, () => {
      for (const [id, owner] of this.owners) {
        if (owners.get(id) === owner && Object.hasOwn(now, id)) continue;
        this.binding.blockOf(owner)?.setCommentText(null);
      }
      for (const id of Object.keys(this.shown)) {
        if (!Object.hasOwn(now, id) || owners.has(id)) this.workspace.getCommentById(id)?.dispose();
      }
      for (const [id, comment] of Object.entries(now)) {
        const owner = owners.get(id);
        if (owner === undefined) this.drawFree(id, comment);
        else this.drawOnBlock(owner, comment);
      }
    });
    this.owners = owners;
    this.shown = { ...now };
  }

  private drawFree(id: string, comment: Comment): void {
    const existing = this.workspace.getCommentById(id);
    if (existing && sameJson(this.shown[id], comment)) return;
    const view = existing ?? new Blockly.comments.RenderedWorkspaceComment(this.workspace, id);
    if (view.getText() !== comment.text) view.setText(comment.text);
    view.setSize(new Blockly.utils.Size(comment.width, comment.height));
    view.moveTo(new Blockly.utils.Coordinate(comment.x, comment.y));
    if (view.isCollapsed() !== comment.minimized) view.setCollapsed(comment.minimized);
  }

  private drawOnBlock(owner: BlockId, comment: Comment): void {
    const block = this.binding.blockOf(owner);
    if (!block || block.getCommentText() === comment.text) return;
    block.setCommentText(comment.text);
    const icon = block.getIcon(Blockly.icons.IconType.COMMENT);
    icon?.setBubbleSize(new Blockly.utils.Size(comment.width, comment.height));
  }

  private hear(event: CommentEvent): void {
    if (isQuiet(this.workspace)) return;
    if (event.commentId !== undefined) this.hearFree(event.commentId);
    else if (event.type === 'change' && event.element === 'comment' && event.blockId) this.hearBlock(event.blockId);
    else if (event.type === 'create') this.hearCopied(event.ids ?? []);
    else if (event.type === 'delete') this.forgetGone();
  }

  private hearFree(id: string): void {
    const view = this.workspace.getCommentById(id);
    if (!view) {
      if (Object.hasOwn(this.port.read(), id) && !this.owners.has(id)) this.remove(id);
      return;
    }
    const { x, y } = view.getRelativeToSurfaceXY();
    const { width, height } = view.getSize();
    const minimized = view.isCollapsed();
    this.put(id, { text: view.getText(), x: Math.round(x), y: Math.round(y), width, height, minimized });
  }

  private hearBlock(workspaceId: string): void {
    const block = this.workspace.getBlockById(workspaceId);
    this.binding.flush();
    const owner = block ? this.binding.idOf(block) : undefined;
    if (!block || owner === undefined) return;
    const text = block.getCommentText();
    const id = this.store.read()[owner]?.comment;
    if (text === null) {
      if (id === undefined) return;
      this.binding.perform([{ kind: 'set-comment', id: owner, comment: undefined }]);
      this.remove(id);
      return;
    }
    this.write(block, owner, id ?? newLocalId(), { ...NEW_SIZE, text });
    if (id === undefined) void open(block);
  }

  /** Copies bring what is written on them. */
  private hearCopied(workspaceIds: readonly string[]): void {
    this.binding.flush();
    for (const workspaceId of workspaceIds) {
      const block = this.workspace.getBlockById(workspaceId);
      const text = block?.getCommentText() ?? null;
      const owner = block && text !== null ? this.binding.idOf(block) : undefined;
      if (!block || text === null || owner === undefined) continue;
      if (this.store.read()[owner]?.comment !== undefined) continue;
      const { width, height } = block.getIcon(Blockly.icons.IconType.COMMENT)?.getBubbleSize() ?? NEW_SIZE;
      this.write(block, owner, newLocalId(), { width, height, text });
    }
  }

  /** Writes down what stands on a block, under the id of the comment. */
  private write(
    block: Blockly.Block,
    owner: BlockId,
    id: string,
    said: Pick<Comment, 'text' | 'width' | 'height'>,
  ): void {
    const { x, y } = block.getRelativeToSurfaceXY();
    const fresh = { x: Math.round(x) + BESIDE, y: Math.round(y), ...said, minimized: false };
    this.owners.set(id, owner);
    this.put(id, { ...fresh, ...this.shown[id], text: said.text });
    if (this.store.read()[owner]?.comment !== id)
      this.binding.perform([{ kind: 'set-comment', id: owner, comment: id }]);
  }

  /** A comment goes with its block. */
  private forgetGone(): void {
    this.binding.flush();
    const blocks = this.store.read();
    for (const [id, owner] of this.owners) if (!Object.hasOwn(blocks, owner)) this.remove(id);
  }

  private put(id: string, comment: Comment): void {
    if (sameJson(this.shown[id], comment)) return;
    this.shown = { ...this.shown, [id]: comment };
    this.port.put(id, comment);
  }

  private remove(id: string): void {
    const { [id]: _gone, ...rest } = this.shown;
    this.shown = rest;
    this.owners.delete(id);
    this.port.remove(id);
  }
}
