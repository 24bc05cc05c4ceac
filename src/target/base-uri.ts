/**
 * A URI as the profile may give it: absolute, http or https, no user, query or fragment; trailing slashes are taken off.
 * With `api` and `major` it has to end in `/{apiName}/{major}` (SOL013 4.1).
 */
export function baseUri(
  written: string,
  api?: string,
  major?: string,
): { readonly uri: string } | { readonly problem: string } {
  let url: URL;
  try {
    url = new URL(written);
  } catch {
    return { problem: 'is not an absolute URI such as https://vnfm.example:9890/vnflcm/v2' };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { problem: `the URI has to start with http:// or https://, not ${url.protocol}` };
  if (url.username !== '' || url.password !== '')
    return { problem: 'the URI may not contain a user or password; put them into auth' };
  if (url.search !== '' || url.hash !== '') return { problem: 'the URI may have neither query nor fragment' };
  const uri = written.replace(/\/+$/, '');
  if (api === undefined || major === undefined) return { uri };
  const path = url.pathname.replace(/\/+$/, '');
  if (path.endsWith(`/${api}/${major}`)) return { uri };
  if (path.endsWith(`/${api}`)) return { problem: `the URI has to end in /${api}/${major}: ${uri}/${major}?` };
  return {
    problem: `the URI has to end in /${api}/${major} ({apiRoot}/{apiName}/{apiMajorVersion}), but ends in ${path || '/'}`,
  };
}

/** An origin as the profile may give it: `https://vnfm.example:9890`, nothing behind. @returns it in its usual form, without a default port */
export function originOf(written: string): { readonly origin: string } | { readonly problem: string } {
  const checked = baseUri(written);
  if ('problem' in checked) return checked;
  const { origin, pathname } = new URL(checked.uri);
  return pathname === '/' ? { origin } : { problem: `an origin ends with host or port: ${origin}` };
}
