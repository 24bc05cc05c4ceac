import { describe, expect, it } from 'vitest';
import { REDACTED, Redactor } from './redact.ts';

describe('Redactor', () => {
  it('takes known secrets out of text, as they stand, JSON-escaped and URI-encoded', () => {
    const redactor = new Redactor(['pa"ss/word']);
    expect(redactor.text('a pa"ss/word b')).toBe(`a ${REDACTED} b`);
    expect(redactor.text(JSON.stringify({ note: 'pa"ss/word' }))).not.toContain('ss/word');
    expect(redactor.text(`?x=${encodeURIComponent('pa"ss/word')}`)).toBe(`?x=${REDACTED}`);
  });

  it('takes members out that hold credentials, whoever chose the value', () => {
    const text = new Redactor().text('{"userName":"tst","password":"hunter2","accessInfo":{"bearer_token":"abc\\"d"}}');
    expect(text).toBe(`{"userName":"tst","password":"${REDACTED}","accessInfo":{"bearer_token":"${REDACTED}"}}`);
  });

  it('takes credentials out of forms and URIs', () => {
    const redactor = new Redactor();
    expect(redactor.text('grant_type=client_credentials&client_secret=s3cret')).toBe(
      `grant_type=client_credentials&client_secret=${REDACTED}`,
    );
    expect(redactor.text('"href":"http://user:pw@host/x"')).toBe(`"href":"http://${REDACTED}@host/x"`);
  });

  it('keeps the scheme of Authorization, which checks look at', () => {
    expect(
      new Redactor().headers([
        ['Authorization', 'Bearer abc.def'],
        ['X-Auth-Token', 'gAAAA'],
        ['Accept', 'application/json'],
      ]),
    ).toEqual([
      ['Authorization', `Bearer ${REDACTED}`],
      ['X-Auth-Token', REDACTED],
      ['Accept', 'application/json'],
    ]);
  });

  it('does not blank innocent text for a secret that is too short to be told', () => {
    expect(new Redactor(['s']).text('secret-less text')).toBe('secret-less text');
  });
});

describe('secrets in disguise', () => {
  const secret = 'canary "x" 61a9+0e';
  const redactor = new Redactor([secret]);

  it.each(['', 'u', 'us', 'user:'])('in base64, after "%s"', (before) => {
    const encoded = Buffer.from(`${before}${secret}, and more`);
    for (const alphabet of ['base64', 'base64url'] as const)
      expect(Buffer.from(redactor.text(encoded.toString(alphabet)), alphabet).toString()).not.toContain('canary "x" 6');
  });

  it('cut off at its end', () => {
    expect(redactor.cutText('text canary "x')).toBe(`text ${REDACTED}`);
    expect(redactor.cutText('{"password":"hunt')).toBe(`{"password":"${REDACTED}"`);
    expect(redactor.cutText('text')).toBe('text');
  });

  it('is found in no more than linear time', () => {
    const began = performance.now();
    redactor.text('a.'.repeat(500_000));
    // Well below a second on an idle machine; minutes, if each letter looked at the rest.
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
