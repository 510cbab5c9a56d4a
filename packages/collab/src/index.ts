export { createProjectDoc } from './doc/project-doc.ts';
export type { ProjectDoc } from './doc/project-doc.ts';
export type { ProjectChange } from './doc/project-view.ts';
export type { ProjectArea, TargetArea } from './doc/layout.ts';
export type { SpriteEditor, TargetProperties } from './doc/edit-sprites.ts';
export type { BoardEditor } from './doc/edit-boards.ts';
export type { MediaEditor } from './doc/edit-media.ts';
export type { BroadcastEditor, ListEditor, VariableEditor } from './doc/edit-data.ts';
export type { CommentEditor, ExtensionEditor, MonitorEditor } from './doc/edit-rest.ts';
