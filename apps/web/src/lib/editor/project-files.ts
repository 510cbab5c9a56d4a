/** Readers and writers of project files, in a chunk of their own: most visits need none of them. */
export { exportSb3, importSb3, readKite, writeKite } from '@paperkite/project';
