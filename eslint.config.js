import eslint from '@eslint/js';
import ngrx from '@ngrx/eslint-plugin';
import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';

const clock = {
  selector:
    "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.object.name='Date'][callee.property.name='now']",
  message: 'The time comes from the clock: ctx.now on the server, Clock in the console.',
};
const enums = { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' };
const defaults = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };
const rawSql = {
  selector:
    "CallExpression[callee.property.name='raw'] > TemplateLiteral.arguments[expressions.length>0], CallExpression[callee.property.name='raw'] > BinaryExpression.arguments",
  message: 'SQL text is constant; values are bindings.',
};

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      '.cache/**',
      '.angular/**',
      'coverage/**',
      '.daysheet/**',
      'test-results/**',
      'playwright-report/**',
      'bench/baselines/empty-app/**',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [
      eslint.configs.recommended,
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'error',
      'no-param-reassign': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', clock, enums, defaults, rawSql],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'zod',
              message: "import * as z from 'zod/mini': the full build costs the console 400 kB.",
            },
          ],
        },
      ],
    },
  },
  {
    // The contract and the server know no browser and no test runner's globals.
    files: ['contract/**/*.ts', 'server/**/*.ts', 'migrations/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'localStorage',
        'describe',
        'it',
        'expect',
        'spyOn',
      ],
    },
  },
  {
    files: ['server/**/*.ts'],
    ignores: [
      'server/platform/config/**',
      'server/**/*.spec.ts',
      'server/platform/db/test-cluster.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings come from platform/config.' },
      ],
    },
  },
  {
    files: ['client/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-class-suffix': 'off',
      '@angular-eslint/directive-class-suffix': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  { files: ['client/**/*-store.ts'], extends: [...ngrx.configs.signalsTypeChecked] },
  {
    files: ['client/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
  },
  {
    // node:test returns promises that its runner awaits; assertions on narrowed values need `!` nowhere else.
    files: ['**/*.spec.ts', '**/given-*.ts', 'e2e/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      'no-restricted-syntax': ['error', enums, defaults],
    },
  },
  {
    // Where time enters: the clocks, ids, and what stands outside a request.
    files: [
      'server/platform/clock/**/*.ts',
      'server/platform/ids.ts',
      'client/app/platform/clock.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', enums, defaults, rawSql] },
  },
  {
    files: ['migrations/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', enums, defaults, clock] },
  },
  {
    files: ['playwright.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
