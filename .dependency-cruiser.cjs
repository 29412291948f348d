/** The rule of imports (ARCHITECTURE.md). Each rule is proven by a planted breach in test/docs/imports.spec.ts. */
const lib = (name) => `^libs/${name}/`;
const only = (name, from, allowed, comment, own = from) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: ['\\.spec\\.tsx?$', '^(libs|apps)/[^/]+/test/'] },
  to: { path: '^(libs|apps|test)/', pathNot: [own, ...allowed.map(lib)] },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', comment: 'No import cycles, not of types either.', severity: 'error', from: {}, to: { circular: true } },
    only('domain-imports-nothing', lib('domain'), [], 'The domain is the meaning: it knows nothing of the rest.'),
    only('timeline-imports-domain', lib('timeline'), ['domain'], 'The as-of index knows the domain only.'),
    only('proof-imports-nothing', lib('proof'), [], 'Proofs must be checkable without the rest.'),
    only('log-imports-proof', lib('log'), ['proof'], 'The log knows bytes and hashes, not what they say.'),
    only('read-model-imports', lib('read-model'), ['domain', 'proof', 'log'], 'The index is derived from the log by the domain.'),
    only('formats-import', lib('formats'), ['domain', 'proof'], 'Formats translate what the domain says.'),
    only('bundle-imports', lib('bundle'), ['domain', 'proof', 'formats'], 'A bundle is checked where there is no ledger.'),
    only('application-imports', lib('application'), ['domain', 'timeline', 'proof', 'log', 'read-model', 'formats', 'bundle'], 'The application joins the libs.'),
    only('apps-import-application', '^apps/([^/]+)/', ['application', 'domain', 'timeline', 'formats', 'bundle'], 'Apps speak to the application; of the domain and the formats they use words and shapes.', '^apps/$1/'),
    {
      name: 'adapters-behind-open',
      comment: 'Engines are loaded by libs/log/src/open.ts alone, so that one that can not load harms no other.',
      severity: 'error',
      from: { pathNot: ['^libs/log/src/open\\.ts$', '\\.spec\\.tsx?$', '^libs/log/src/(memory|sqlite|postgres|kurrentdb)/', '^test/'] },
      to: { path: '^libs/log/src/(memory|sqlite|postgres|kurrentdb)/' },
    },
    {
      name: 'engines-loaded-on-demand',
      comment: 'open.ts imports engines dynamically.',
      severity: 'error',
      from: { path: '^libs/log/src/open\\.ts$' },
      to: { path: '^libs/log/src/(sqlite|postgres|kurrentdb)/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'kurrentdb-client-in-its-engine',
      comment: 'The client is optional: nothing may need it but its engine, and the double that is built on its definitions.',
      severity: 'error',
      from: { pathNot: ['^libs/log/src/kurrentdb/', '^test/support/kurrentdb-double/'] },
      to: { path: 'node_modules/@kurrent/' },
    },
    {
      name: 'libs-through-their-index',
      comment: 'Other libs are imported by #libs/NAME.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps)/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$)', pathNot: '^$1/' },
    },
    {
      name: 'no-own-index',
      comment: 'Inside a lib, modules import each other, never their own index.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    {
      name: 'pure-libs-stay-pure',
      comment: 'domain and timeline use no Node module; proof uses node:crypto only.',
      severity: 'error',
      from: { path: '^libs/(domain|timeline)/src/', pathNot: '\\.spec\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'proof-uses-crypto-only',
      severity: 'error',
      from: { path: '^libs/proof/src/', pathNot: '\\.spec\\.tsx?$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'typeorm-in-read-model',
      comment: 'TypeORM lives in the read model.',
      severity: 'error',
      from: { pathNot: ['^libs/read-model/', '^test/'] },
      to: { path: 'node_modules/typeorm/' },
    },
    {
      name: 'nest-in-application-and-apps',
      comment: 'NestJS lives in the application and the apps.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/application/' },
      to: { path: 'node_modules/@nestjs/' },
    },
    {
      name: 'witness-knows-no-ledger',
      comment: 'A witness is run by those who do not trust the server: it shares how keys are kept and what is signed, and nothing of the ledger.',
      severity: 'error',
      from: { path: '^libs/application/src/witness/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps)/', pathNot: [lib('proof'), '^libs/application/src/(witness/|notary/key-file\\.ts$|clock\\.ts$|settings\\.ts$)'] },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^#libs/' } },
    { name: 'no-dev-dependency', comment: 'What runs in production is a dependency.', severity: 'error', from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.tsx?$', '/testing/', '^libs/[^/]+/test/'] }, to: { dependencyTypes: ['npm-dev'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The benches have dependencies of their own, which need not be installed.
    exclude: { path: '^(dist|test/bench)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'], extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
