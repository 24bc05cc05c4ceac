import { isIPv4, isIPv6 as isIPv6OrZone } from 'node:net';

/** Formats that simple types of the model may name; anything else is an error of the model. */
export const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['date-time', isDateTime],
  ['date', (text) => isDate(text)],
  ['uri', isAbsoluteUri],
  ['uri-reference', isUriReference],
  ['ipv4', isIPv4],
  ['ipv6', isIPv6],
  ['ip', (text) => isIPv4(text) || isIPv6(text)],
  ['cidr', isCidr],
  ['mac', (text) => /^([0-9a-f]{2})([:-])([0-9a-f]{2}\2){4}[0-9a-f]{2}$/i.test(text)],
  ['uuid', (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)],
  ['binary', () => true],
]);

/** RFC 4291 text form; a zone (`fe80::1%eth0`) means something to one host only. */
function isIPv6(text: string): boolean {
  return isIPv6OrZone(text) && !text.includes('%');
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})t(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:z|[+-](\d{2}):(\d{2}))$/i;

/** RFC 3339 5.6 `date-time`: `T` between date and time, offset or `Z` at the end, leap second at 59 only. */
function isDateTime(text: string): boolean {
  const [, date = '', hour = '', minute = '', second = '', offsetHour = '0', offsetMinute = '0'] =
    DATE_TIME.exec(text) ?? [];
  return (
    isDate(date) &&
    Number(hour) <= 23 &&
    Number(minute) <= 59 &&
    Number(second) <= 60 &&
    Number(offsetHour) <= 23 &&
    Number(offsetMinute) <= 59
  );
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const leap = (Number(year) % 4 === 0 && Number(year) % 100 !== 0) || Number(year) % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= days;
}

/** RFC 3986: only these characters stand in a URI, `%` with two hex digits. */
const URI_TEXT = /^(?:[a-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})*$/i;

/** RFC 3986 3.2.3: the port of an authority is digits, or nothing. */
const WRONG_PORT =
  /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?(?:\[[^\]/?#]*\]|[^:/?#[\]@]*):(?![^/?#]*@)(?!\d*(?:[/?#]|$))/i;

/** RFC 3986 3: a scheme, and for http and https a host. */
function isAbsoluteUri(text: string): boolean {
  return (
    URI_TEXT.test(text) &&
    /^[a-z][a-z0-9+.-]*:./i.test(text) &&
    !/^https?:(?!\/\/[^/?#])/i.test(text) &&
    !WRONG_PORT.test(text)
  );
}

function isUriReference(text: string): boolean {
  return (
    URI_TEXT.test(text) && (/^[a-z][a-z0-9+.-]*:/i.test(text) || !/^[^/?#]*:/.test(text)) && !WRONG_PORT.test(text)
  );
}

function isCidr(text: string): boolean {
  const [address = '', prefix = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^\d{1,3}$/.test(prefix)) return false;
  return (isIPv4(address) && Number(prefix) <= 32) || (isIPv6(address) && Number(prefix) <= 128);
}
