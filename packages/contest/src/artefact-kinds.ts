import type { ArtefactKind, ArtefactLimits, Names } from './definition.ts';

const MB = 1024 * 1024;

/**
 * Limits that hold where a definition names none. The notices leave them to guides that were never published with them, so
 * these are ours: generous for a child, bounded for a server. A definition overrides each one. @see S1-R24
 */
export const DEFAULT_LIMITS: Readonly<Record<ArtefactKind, ArtefactLimits>> = {
  title: { minLength: 1, maxLength: 40 },
  text: { minLength: 1, maxLength: 2000 },
  process_text: { minLength: 1, maxLength: 3000 },
  link: { maxLength: 500 },
  image: { accept: ['image/png', 'image/jpeg', 'image/webp'], maxBytes: 10 * MB },
  video: { accept: ['video/mp4', 'video/webm'], maxBytes: 200 * MB },
  report: { accept: ['application/pdf'], maxBytes: 20 * MB },
  data: { accept: ['text/csv', 'application/json', 'application/zip'], maxBytes: 50 * MB },
  project: {},
};

interface CommonArtefact {
  readonly kind: ArtefactKind;
  readonly names: Names;
}

const common = (kind: ArtefactKind, zh: string, en: string): CommonArtefact => ({ kind, names: { 'zh-CN': zh, en } });

/** The artefacts that the notices share (S1-R24), so that a definition may name them without describing them. */
export const COMMON_ARTEFACTS: ReadonlyMap<string, CommonArtefact> = new Map([
  ['title', common('title', '作品名称', 'Title')],
  ['text', common('text', '作品描述', 'Description')],
  ['process_text', common('process_text', '设计思想与创作过程', 'Idea and process')],
  ['link', common('link', '作品链接', 'Link')],
  ['ai_image', common('image', 'AI 生成图', 'AI image')],
  ['image', common('image', '图片', 'Image')],
  ['video', common('video', '演示视频', 'Demo video')],
  ['report', common('report', '作品报告', 'Report')],
  ['data', common('data', '作品数据', 'Data')],
  ['project', common('project', '作品', 'Project')],
]);
