import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { certificatesIn, type LabTls } from './certificates.ts';

/** Whether Tacker answers: v2's api_versions needs neither database nor context. */
export async function answers({
  baseUrl,
  folder,
}: {
  readonly baseUrl: string;
  readonly folder: string;
}): Promise<boolean> {
  try {
    const dispatcher = baseUrl.startsWith('https:') ? await clientOf(certificatesIn(folder)) : undefined;
    const { statusCode, body } = await request(`${baseUrl}/vnflcm/v2/api_versions`, {
      ...(dispatcher === undefined ? {} : { dispatcher }),
      headers: { version: '2.0.0', accept: 'application/json' },
      headersTimeout: 5000,
      bodyTimeout: 5000,
    });
    await body.dump();
    // With Keystone in front nothing is answered without a token.
    return statusCode === 200 || statusCode === 401;
  } catch {
    return false;
  }
}

async function clientOf({ ca, harness }: LabTls): Promise<Agent> {
  const [trust, cert, key] = await Promise.all([ca, harness.cert, harness.key].map((file) => readFile(file, 'utf8')));
  return new Agent({ connect: { ca: trust, cert, key }, keepAliveTimeout: 1 });
}
