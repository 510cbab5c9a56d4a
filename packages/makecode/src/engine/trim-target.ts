import { DEPENDENCY_SETS } from '../compiler.ts';

/** The fields of pxt-microbit's `target.json` that matter here. */
export interface PxtTarget {
  compile: { compilerExtension: string };
  bundledpkgs: Record<string, Record<string, string>>;
  [field: string]: unknown;
}

/** What only MakeCode's own editor reads: themes, menus of the cloud, texts of blocks. */
const FOR_THE_EDITOR = ['appTheme', 'colorThemeMap', 'apiInfo', 'cloud', 'uploadDocs', 'blocksprj', 'tsprj'];

/** Files of a package that the compiler does not read: its names of the runtime are made from the C++ and the headers. */
const UNREAD = /\.(md|png|jpg|svg)$|^_locales\//;

/**
 * The target as the compiler needs it: without the packages that no dependency set holds and without what belongs to
 * MakeCode's editor. The C++ files stay although nothing compiles them here: the runtime is named by their hash.
 */
export function trimTarget(target: PxtTarget): PxtTarget {
  const used = new Set<string>(Object.values(DEPENDENCY_SETS).flat());
  const packages = Object.entries(target.bundledpkgs)
    .filter(([name]) => used.has(name))
    .map(([name, files]) => [name, Object.fromEntries(Object.entries(files).filter(([file]) => !UNREAD.test(file)))]);
  const kept = Object.entries(target).filter(([field]) => !FOR_THE_EDITOR.includes(field));
  return {
    ...(Object.fromEntries(kept) as PxtTarget),
    appTheme: {},
    bundledpkgs: Object.fromEntries(packages) as PxtTarget['bundledpkgs'],
    compile: { ...target.compile, compilerExtension: '' },
  };
}
