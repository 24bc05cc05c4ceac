import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,suites,fixtures,reporters,counterparts,reference,lab,tests}/**/*.test.ts'],
    exclude: ['tests/real/**', '**/node_modules/**'],
    pool: 'threads',
    testTimeout: 20_000,
  },
});
