import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown } from 'vite';

type Options = Exclude<Rolldown.OutputOptions['codeSplitting'], boolean | undefined>;
type Group = NonNullable<Options['groups']>[number];
type Context = Parameters<Extract<Group['name'], (...args: never[]) => unknown>>[1];

const route = (path: string): string => fileURLToPath(new URL(`../src/routes/${path}`, import.meta.url));

/** What the first page needs: every visitor has it before anything else. */
const FIRST = ['+layout.svelte', '(site)/+layout.svelte', '(site)/+page.svelte'].map(route);

/** The components come through one module; who imports two of them does not need the rest. */
const PARTS = '@paperkite/ui';
const PARTS_ENTRY = /[\\/]packages[\\/]ui[\\/]src[\\/]index\.ts$/;

/** Words that only blocks and boards need: every page names all words through one module, too. */
const LATE_WORDS =
  /[\\/]generated[\\/]messages[\\/](bench|blocks|boards|classroom|connect|contest|debug|errors|extensions|library)_/;

/** Which names stand between the braces of the imports or exports `from` somewhere. */
const namesOf = (braces: string): string[] => braces.split(',').map((each) => each.trim().replace(/^type /, ''));

/** Of the modules behind the entry of the parts, those that the code of a module names. */
function partsIn(code: string, entry: string, context: Context): string[] {
  const named = new Set(
    [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g)]
      .filter(([, , from]) => from === PARTS)
      .flatMap(([, braces = '']) => namesOf(braces).map((name) => name.split(' as ')[0]!)),
  );
  const info = context.getModuleInfo(entry);
  return [...(info?.code ?? '').matchAll(/export\s*\{([^}]*)\}\s*from\s*["']\.\/([^"']+)["']/g)]
    .filter(([, braces = '']) => namesOf(braces).some((name) => named.has(name.split(' as ').at(-1)!)))
    .flatMap(
      ([, , file = '']) => info?.importedIds.filter((id) => id.replaceAll('\\', '/').endsWith(`/${file}`)) ?? [],
    );
}

/** All that these modules import, without what they fetch later. */
function closure(roots: readonly string[], context: Context): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    const info = context.getModuleInfo(id);
    for (const next of info?.importedIds ?? []) {
      if (!PARTS_ENTRY.test(next)) visit(next);
      else for (const part of partsIn(info?.code ?? '', next, context)) visit(part);
    }
  };
  for (const root of roots) visit(root);
  return found;
}

/** What pages share. The router's own files must stay: its build looks for them. */
const SHARED = /[\\/](src[\\/]lib|packages[\\/](ui|i18n|kernel)|node_modules[\\/]@lucide)[\\/]/;

/** What several pages share under this many bytes goes to those who share the most of it with them. */
const SMALL = 5_000;

/** The name that files of what pages share begin with. */
const SHARED_NAME = 'shared';

/**
 * Which of the modules that pages share come in one file. By itself every set of pages that share something gets a file of
 * its own: over a hundred for the editor, and a slow line pays for each. What the first page has is one file for all; of
 * the rest, small sets join the next larger one.
 */
export function chunkGroups(): Group[] {
  let first: ReadonlySet<string> | undefined;
  return [
    {
      name: (id, context) => (!LATE_WORDS.test(id) && (first ??= closure(FIRST, context)).has(id) ? 'first' : null),
      minShareCount: 2,
      test: SHARED,
    },
    { name: SHARED_NAME, minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: SMALL, test: SHARED },
  ];
}

/** The bundler calls a shared style sheet after everything that needs it: too long for a path. */
export function shortStyleNames(): Plugin {
  return {
    name: 'paperkite:short-style-names',
    applyToEnvironment: ({ name }) => name === 'client',
    outputOptions(options) {
      const usual = options.assetFileNames;
      if (typeof usual !== 'string') throw new Error('names of assets are no pattern any more');
      options.assetFileNames = ({ names: [name] }) =>
        name?.startsWith(`${SHARED_NAME}~`) ? usual.replace('[name]', SHARED_NAME) : usual;
    },
  };
}
