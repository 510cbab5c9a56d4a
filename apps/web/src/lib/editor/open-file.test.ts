import { ProjectError, writeKite, emptyProject, BLANK_BACKDROP } from '@paperkite/project';
import { expect, it } from 'vitest';
import { errorFor, openProjectFile } from './open-file.ts';

it('calls a project file that is no archive damaged, and another file no project', async () => {
  const bytes = new TextEncoder().encode('not an archive at all');
  const open = async (name: string) => {
    const opened = await openProjectFile(new File([bytes], name));
    return opened.ok ? 'opened' : opened.error.code;
  };
  expect(await open('half.sb3')).toBe('zip-damaged');
  expect(await open('half.KITE')).toBe('zip-damaged');
  expect(await open('homework.docx')).toBe('not-a-project-file');
});

it('calls a picture without a picture in it damaged', () => {
  const unsupported = new ProjectError('asset-unsupported');
  expect(errorFor({ name: 'cat.png' }, unsupported).code).toBe('asset-damaged');
  expect(errorFor({ name: 'cat.psd' }, unsupported).code).toBe('asset-unsupported');
});

it('opens a project by what is inside, whatever the file is called', async () => {
  const assets = new Map([[BLANK_BACKDROP.hash, BLANK_BACKDROP.asset()]]);
  const written = writeKite(emptyProject('风筝'), assets);
  if (!written.ok) throw written.error;
  const opened = await openProjectFile(new File([written.value as BlobPart], 'renamed.zip'));
  expect(opened.ok && opened.value.project.title).toBe('风筝');
});
