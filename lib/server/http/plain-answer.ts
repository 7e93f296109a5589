import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { paths } from '../../paths';
import { securityHeaders } from './security-headers';

/** An answer that needs neither Next nor the store. */
export interface PlainAnswer {
  status: 400 | 405 | 502 | 503;
  title: string;
  detail: string;
  headers?: Record<string, string>;
  /** The page asks again after this many seconds. */
  askAgainSeconds?: number;
}

function pageOf({ title, detail, askAgainSeconds }: PlainAnswer): string {
  const refresh = askAgainSeconds === undefined ? '' : `<meta http-equiv="refresh" content="${askAgainSeconds}">`;
  return `<!doctype html><html lang="en"><meta charset="utf-8">${refresh}<title>${title} · Streamgauge</title>
<main><h1>${title}</h1><p>${detail}</p><p><a href="${paths.overview}">Go to the overview</a></p></main></html>`;
}

/** Answers a browser with a page, and anything else with a problem document. What follows as a body is not read. */
export function answerPlainly(request: IncomingMessage, response: ServerResponse, answer: PlainAnswer): void {
  const { status, title, detail, headers = {}, askAgainSeconds } = answer;
  const wantsPage = (request.headers.accept ?? '').includes('text/html');
  const requestId = `req_${randomUUID().slice(0, 8)}`;
  response.writeHead(status, {
    ...securityHeaders,
    ...headers,
    ...(askAgainSeconds !== undefined && { 'retry-after': String(askAgainSeconds) }),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'content-type': wantsPage ? 'text/html; charset=utf-8' : 'application/problem+json',
    'x-request-id': requestId,
  });
  const problem = { type: 'about:blank', title, status, detail, requestId };
  const retry = askAgainSeconds === undefined ? {} : { retryAfterSeconds: askAgainSeconds };
  const body = wantsPage ? pageOf(answer) : JSON.stringify({ ...problem, ...retry });
  response.end(request.method === 'HEAD' ? undefined : body);
  request.resume();
}
