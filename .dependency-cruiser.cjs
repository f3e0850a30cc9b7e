/** The import table of docs/architecture.md. `test/architecture.test.ts` sees each row fail on a violation. */
const rooms = [
  'domain',
  'signature',
  'catalogue',
  'letters',
  'workflows',
  'activities',
  'db',
  'api',
  'web',
  'stack',
  'cli',
  'bench',
];
const roots = ['stack', 'cli', 'bench'];

/** What a room may import besides itself; `types` only as types. */
const MAY = {
  domain: { code: [], types: [] },
  signature: { code: ['domain/errors', 'domain/identifier'], types: [] },
  catalogue: { code: ['domain'], types: [] },
  letters: { code: ['domain'], types: [] },
  db: { code: ['domain'], types: [] },
  workflows: { code: ['domain'], types: ['activities'] },
  activities: {
    code: ['domain', 'signature', 'catalogue', 'letters', 'workflows/messages', 'db/registers', 'db/documents'],
    types: ['db'],
  },
  api: { code: ['domain', 'catalogue', 'letters', 'workflows/messages'], types: ['db'] },
  web: { code: [], types: [] },
};

const any = (paths) => `(${paths.join('|')})`;

const rules = Object.entries(MAY).flatMap(([room, { code, types }]) => {
  const strangers = [
    ...rooms.filter((other) => other !== room).map((other) => `${other}/`),
    '(server|worker|config|temporal|process|workflow-bundle)\\.ts',
  ];
  const allowed = [...code, ...types].map((path) => `^${path}(/|\\.)`);
  return [
    {
      name: `${room}-imports`,
      severity: 'error',
      comment: 'The import table in docs/architecture.md says what a room may import.',
      from: { path: `^${room}/` },
      to: { path: `^${any(strangers)}`, ...(allowed.length > 0 && { pathNot: allowed }) },
    },
    ...(types.length > 0
      ? [
          {
            name: `${room}-types-only`,
            severity: 'error',
            comment: 'This room is known by its types alone: what it does is handed in.',
            from: { path: `^${room}/` },
            to: {
              path: types.map((path) => `^${path}/`),
              ...(code.some((path) => types.some((type) => path.startsWith(`${type}/`))) && {
                pathNot: code.map((path) => `^${path}(/|\\.)`),
              }),
              dependencyTypesNot: ['type-only'],
            },
          },
        ]
      : []),
  ];
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nobody-imports-a-composition-root',
      severity: 'error',
      from: { path: `^${any(rooms.filter((room) => !roots.includes(room)))}/` },
      to: { path: '^(stack|cli|bench)/|^(server|worker|config|workflow-bundle)\\.ts' },
    },
    ...rules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|data|demo-[^/]*|test)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'] },
  },
};
