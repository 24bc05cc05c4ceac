/** Limits for what hangs, in milliseconds; not for what is slow, because a busy machine is not a defect. */
export const limits = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
} as const;
