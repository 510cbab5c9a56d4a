/** Shorter pages cost more time than they save. */
const MIN_CHARACTERS = 1000;

/**
 * The same page as fewer bytes, for browsers that take it so. What is built is compressed already; pages are made for each
 * request, and with their styles weigh as much as their scripts.
 */
export function compressed(request: Request, response: Response, page: string): Response {
  const takesGzip = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  if (!takesGzip || page.length < MIN_CHARACTERS || !response.body || response.headers.has('content-encoding'))
    return response;
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.set('content-encoding', 'gzip');
  headers.append('vary', 'accept-encoding');
  // Other bytes than the page that the tag was made from, but the same page.
  const tag = headers.get('etag');
  if (tag && !tag.startsWith('W/')) headers.set('etag', `W/${tag}`);
  return new Response(response.body.pipeThrough(new CompressionStream('gzip')), { status, statusText, headers });
}
