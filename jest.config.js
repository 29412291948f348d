/** Tests run as production does: native ES modules, TypeScript stripped by swc, libs resolved through package.json "imports". */
export default {
  globalSetup: '<rootDir>/scripts/assets.mjs',
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testRegex: '\\.spec\\.tsx?$',
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/bench/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true, decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false, react: { runtime: 'automatic', importSource: 'preact' } },
        keepClassNames: true,
        experimental: { keepImportAttributes: true },
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    }],
  },
  // For what hangs. Nothing else may come to it, however much else the machine has to do; nor may a worker be ended that is only slow to end.
  testTimeout: 300_000,
  workerGracefulExitTimeout: 60_000,
  // Jest leaves one processor free, which on two would halve them.
  maxWorkers: '100%',
  // Modules of a spec that is over are not freed, and every later collection would go through them.
  workerIdleMemoryLimit: '500MB',
};
