import tseslint from 'typescript-eslint';

const noClock = [
  { selector: 'NewExpression[callee.name="Date"]', message: 'Time belongs to libs/domain/src/time (Temporal).' },
  { selector: 'MemberExpression[object.name="Date"][property.name=/^(now|parse)$/]', message: 'The clock is injected: take the instant as an argument.' },
];

const pure = [
  ...noClock,
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'Randomness arrives with the command.' },
  { selector: 'AwaitExpression', message: 'Pure libs are synchronous.' },
  { selector: 'Decorator', message: 'No framework in pure libs.' },
  { selector: 'ClassDeclaration[superClass][superClass.name!="Error"]', message: 'No base classes but Error.' },
  { selector: 'ExportAllDeclaration', message: 'Exports are listed by name.' },
];

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'data/', 'coverage/', '.cache/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', ...noClock, { selector: 'ExportAllDeclaration', message: 'Exports are listed by name.' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  // Injection needs the class at run time: decorated constructors import their collaborators as values.
  { files: ['apps/**/*.{ts,tsx}', 'libs/application/src/**/*.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  { files: ['libs/{domain,timeline,proof}/src/**/*.ts'], ignores: ['**/*.spec.ts'], rules: { 'no-restricted-syntax': ['error', ...pure] } },
);
