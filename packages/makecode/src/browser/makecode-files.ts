import { MakeCodeError } from '../makecode-error.ts';

/** What `build-static.mjs` wrote, as addresses. All are on our own server, and change their name with their content. */
export interface MakeCodeFiles {
  /** A classic worker's script. */
  compiler: string;
  target: string;
  /** Compiled runtimes by their hash. */
  runtimes: Readonly<Record<string, string>>;
  /** The script of the simulator's frame. */
  simulator: string;
  /** The bridge for live use, as MakeCode TypeScript of the set `blocks`. */
  bridge: string;
}

/** Reads which files belong to this version. `folder` is the address of `makecode.json`'s folder. @throws MakeCodeError `makecode_unavailable` */
export async function fetchMakeCodeFiles(folder: string): Promise<MakeCodeFiles> {
  const base = new URL(folder.endsWith('/') ? folder : `${folder}/`, document.baseURI);
  const address = new URL('makecode.json', base).href;
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw new MakeCodeError('makecode_unavailable', { file: address });
  const names = (await response.json()) as MakeCodeFiles;
  const at = (name: string) => new URL(name, base).href;
  return {
    compiler: at(names.compiler),
    target: at(names.target),
    simulator: at(names.simulator),
    bridge: at(names.bridge),
    runtimes: Object.fromEntries(Object.entries(names.runtimes).map(([sha, name]) => [sha, at(name)])),
  };
}
