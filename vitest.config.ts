import { defineConfig } from 'vitest/config';
import { beside } from './tests/beside/plugin.ts';
import { limits } from './tests/limits.ts';

export default defineConfig({
  plugins: [beside()],
  test: {
    include: ['{src,suites,fixtures,reporters,counterparts,reference,lab,tests}/**/*.test.ts'],
    exclude: ['tests/real/**', 'tests/hostile/runs/**', 'tests/restart/**', '**/node_modules/**'],
    pool: 'threads',
    maxWorkers: '100%',
    ...limits,
  },
});
