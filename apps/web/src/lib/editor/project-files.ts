/** Readers and writers of project files, in a chunk of their own: most visits need none of them. */
export { exportSb3, exportSprite3, readProjectFile, readSpriteFile, writeKite } from '@paperkite/project';
