import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * The folder with Blockly's pictures and cursors on this machine. The application serves it itself, at the address given as
 * `media` to `createWorkspace`: no page of ours asks anything of another server.
 */
export const blocklyMediaFolder = (): string =>
  path.join(path.dirname(createRequire(import.meta.url).resolve('blockly/core')), 'media');
