// The package map of docs/architecture.md as an allow-list: lower layers never import higher ones.
const MAY_IMPORT = {
  kernel: [],
  i18n: [],
  project: ['kernel'],
  contest: ['kernel'],
  classroom: ['kernel'],
  boards: ['kernel'],
  compiler: ['kernel', 'project', 'boards'],
  stage: ['kernel', 'project'],
  simulators: ['kernel', 'boards'],
  makecode: ['kernel', 'boards', 'compiler'],
  blocks: ['kernel', 'project', 'i18n'],
  collab: ['kernel', 'project', 'classroom'],
  data: ['kernel', 'project', 'contest', 'classroom'],
  files: ['kernel'],
  ui: ['kernel', 'i18n'],
};

const borders = Object.entries(MAY_IMPORT).map(([name, allowed]) => ({
  name: `border-${name}`,
  comment: `packages/${name} may import only: ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^packages/${name}/` },
  to: { path: '^(packages|apps)/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...borders,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-deep-import',
      comment: 'Other packages are used through their exports map only.',
      severity: 'error',
      from: { path: '^(packages/([^/]+)|apps/web|test|bench|scripts)/' },
      to: {
        path: '^packages/([^/]+)/src/',
        pathNot: [
          '^packages/$2/',
          '^packages/[^/]+/src/(index|[a-z-]+/index|server|client|boards|frame/main|embedded|testing)\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '(^(\\$|#|virtual:)|/\\$types$|\\?(worker|url|raw)$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(generated|\\.svelte-kit|/build/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'svelte', 'default'] },
  },
};
