/**
 * Whether a media type is among those of an Accept header (RFC 9110 12.5.1); an absent header accepts all.
 * `application/*` stands for an offer of any subtype.
 */
export function accepts(accept: string | undefined, mediaType: string): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  const [type = '', subtype = ''] = mediaType.split('/');
  const ranges = accept.split(',').flatMap((item) => {
    const [range = '', ...params] = item.split(';').map((part) => part.trim().toLowerCase());
    const [t, s] = range.split('/');
    const specificity = range === mediaType ? 3 : t === type && s === '*' ? 2 : range === '*/*' ? 1 : 0;
    if (specificity === 0 && !(t === type && subtype === '*')) return [];
    const q = params.find((p) => p.startsWith('q='));
    return [{ specificity, quality: q === undefined ? 1 : Number(q.slice(2)) }];
  });
  const best = ranges.sort((a, b) => b.specificity - a.specificity)[0];
  return best !== undefined && best.quality > 0;
}

/** Whether a Content-Type is the media type wanted, in UTF-8. */
export function isMediaType(contentType: string | undefined, wanted: string): boolean {
  const [type = '', ...params] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = params.find((p) => p.startsWith('charset='));
  return type === wanted && (charset === undefined || /^charset="?utf-8"?$/.test(charset));
}
