import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Exchange, RecordedRequest } from '../src/exchange/exchange.ts';
import { curlLine } from './curl.ts';

function outbound(request: Partial<RecordedRequest>, direction: Exchange['direction'] = 'outbound'): Exchange {
  return {
    type: 'exchange',
    id: 'x1',
    at: '2025-11-23T03:00:00.000Z',
    ms: 1,
    direction,
    api: 'vnflcm',
    run: 'r',
    stimulus: { kind: 'observe' },
    request: { method: 'GET', url: 'http://127.0.0.1:1/vnflcm/v1/vnf_instances', headers: [], ...request },
  };
}

/** What curl would be called with: the line is run by bash, curl is a function that prints its arguments and its input. */
function calledWith(line: string, variables: Record<string, string> = {}): { args: string[]; input: string } {
  const script = `curl() { printf '%s\\0' "$@"; printf '\\0'; if [ "\${!#}" != x ] && [[ " $* " == *" @- "* ]]; then cat; fi; }\n${line}`;
  const out = execFileSync('bash', ['-c', script], { env: { PATH: process.env['PATH'], ...variables } }).toString(
    'latin1',
  );
  const end = out.indexOf('\0\0');
  return { args: Buffer.from(out.slice(0, end), 'latin1').toString('utf8').split('\0'), input: out.slice(end + 2) };
}

function curl(exchange: Exchange): string {
  const line = curlLine(exchange);
  if (line === undefined) throw new Error('no curl line');
  return line;
}

describe('a curl line sends what was recorded', () => {
  test('headers as sent, fields that curl would add taken away', () => {
    const { args } = calledWith(
      curl(
        outbound({
          headers: [
            ['Version', '1.3.0'],
            ['Host', 'x'],
            ['X-Empty', ''],
          ],
        }),
      ),
    );
    expect(args).toEqual([
      ...['-i', '-g', '-X', 'GET', '-H', 'Version: 1.3.0', '-H', 'X-Empty;', '-H', 'Accept:', '-H', 'User-Agent:'],
      ...['--url', 'http://127.0.0.1:1/vnflcm/v1/vnf_instances'],
    ]);
  });

  test.each([
    ['quotes and substitutions', `'; touch pwned; echo '$(id)\`id\` "$HOME" \\ !`],
    ['line ends and escapes', 'a\nb\r\n\u001b[2J\u20281\u202e0'],
    ['file names of curl', '@/etc/passwd'],
    ['other alphabets', '漢字 🙂'],
  ])('%s arrive as they were and do nothing', (_, text) => {
    const data = JSON.stringify({ text }) + text;
    const { args } = calledWith(
      curl(
        outbound({
          url: `http://127.0.0.1:1/${text}`,
          headers: [['If-Match', text]],
          body: { encoding: 'utf8', data, bytes: data.length },
        }),
      ),
    );
    expect(args).toContain(`If-Match: ${text}`);
    expect(args[args.indexOf('--data-raw') + 1]).toBe(data);
    expect(args[args.indexOf('--url') + 1]).toBe(`http://127.0.0.1:1/${text}`);
  });

  test('secrets are variables to set', () => {
    const line = curl(
      outbound({
        method: 'POST',
        headers: [
          ['Authorization', 'Bearer [redacted]'],
          ['X-Auth-Token', '[redacted]'],
        ],
        body: { encoding: 'utf8', data: '{"user":"u","clientPassword":"[redacted]"}', bytes: 40 },
      }),
    );
    expect(line).not.toContain('[redacted]');
    const { args } = calledWith(line, { AUTHORIZATION: "t'1 2", X_AUTH_TOKEN: 't2', CLIENT_PASSWORD: '$p"' });
    expect(args).toContain("Authorization: Bearer t'1 2");
    expect(args).toContain('X-Auth-Token: t2');
    expect(args).toContain('{"user":"u","clientPassword":"$p""}');
  });

  test('bytes that are no text go in by base64', () => {
    const data = Buffer.from([0x7b, 0xff, 0x00, 0x7d]);
    const line = curl(
      outbound({ method: 'POST', body: { encoding: 'base64', data: data.toString('base64'), bytes: 4 } }),
    );
    expect(Buffer.from(calledWith(line).input, 'latin1')).toEqual(data);
  });
});

test('there is no curl line for what the SUT sent, or for a payload the record has not whole', () => {
  expect(curlLine(outbound({}, 'inbound'))).toBeUndefined();
  expect(curlLine(outbound({ body: { encoding: 'utf8', data: 'x', bytes: 9, truncated: true } }))).toBeUndefined();
});
