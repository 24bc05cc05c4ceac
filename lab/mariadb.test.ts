import { expect, test, vi } from 'vitest';
import { startMariadb } from './mariadb.ts';
import * as processes from './processes.ts';

vi.mock('./processes.ts', async (original) => ({ ...(await original<typeof processes>()), findCommand: vi.fn() }));

test('without MariaDB the way out is named and nothing is started', async () => {
  vi.mocked(processes.findCommand).mockResolvedValue(undefined);
  await expect(startMariadb('/nonexistent', '/nonexistent', () => Promise.resolve())).rejects.toMatchObject({
    code: 'E_PREREQUISITE',
    wayOut: expect.stringContaining('mariadb-server') as string,
  });
});
