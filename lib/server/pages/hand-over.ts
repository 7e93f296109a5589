import { Agent, type IncomingMessage, request as ask, type ServerResponse } from 'node:http';
import { answerPlainly, type PlainAnswer } from '../http/plain-answer';
import { log } from '../process/log';
import { carry, type OpenSpan, span } from '../telemetry/tracing';

/**
 * Headers that belong to one connection (RFC 9110, section 7.6.1), `expect`, which node has answered, and those of traces: the
 * other process takes what they say for ours.
 */
const notPassedOn = new Set([
  'baggage',
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'traceparent',
  'tracestate',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Kept for the next requests; the other end never closes a connection by itself. */
const agent = new Agent({ keepAlive: true, maxFreeSockets: 256 });

/** An address of 64 kB may come back in the head of a redirection. */
const MAX_HEAD_BYTES = 256 * 1024;

const away: PlainAnswer = {
  status: 503,
  title: 'The dashboard is starting again',
  detail: 'Events are still received. This page comes back in a moment.',
  askAgainSeconds: 2,
};

/** Without a hint to ask again: neither a browser nor a script may repeat it unseen. */
const lost: PlainAnswer = {
  status: 503,
  title: 'The dashboard ended while it answered',
  detail: 'What was asked for may have happened. Look before you ask again.',
};

const unreadable: PlainAnswer = {
  status: 502,
  title: 'The answer could not be read',
  detail: 'The dashboard answered in a way that cannot be passed on. The log says more.',
};

/** The process was never reached, so nothing was asked of it. */
const unreached = new Set(['ENOENT', 'ECONNREFUSED', 'EAGAIN', 'EMFILE', 'ENFILE']);

function passedOn(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let place = 0; place < raw.length; place += 2) {
    const [name = '', value = ''] = [raw[place], raw[place + 1]];
    if (!notPassedOn.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}

/** The headers to hand on, with our trace. HTTP/1.0 knows requests without `Host`; what hands them on speaks 1.1, which does not. */
function headersOf({ rawHeaders, headers }: IncomingMessage): string[] {
  const kept = passedOn(rawHeaders);
  if (headers.host === undefined) kept.push('Host', 'localhost');
  const trace = carry();
  if (trace !== undefined) kept.push('traceparent', trace);
  return kept;
}

/** Answers that screens are away for the moment. */
export function answerAway(request: IncomingMessage, response: ServerResponse): void {
  answerPlainly(request, response, away);
}

/** The pages as a request is handed to them. */
export interface Receiver {
  socketPath: string;
  /** Told when nobody listens at the socket. */
  onUnreached: () => void;
}

/**
 * Hands a request to the process of the pages, and its answer back, both as they come. Resolves when the answer has ended,
 * however that was.
 */
export function handOver(request: IncomingMessage, response: ServerResponse, receiver: Receiver): Promise<void> {
  // The client may have left while the pages were awaited.
  if (response.destroyed) return Promise.resolve();
  const { method = '', url = '', headers } = request;
  if (isUntraced(url)) return passOn(request, response, receiver);
  const stranger = headers['traceparent']?.toString() ?? null;
  const attributes = { 'http.request.method': method };
  // What stands further on in an address may name a person; the process that serves it knows its routes.
  const name = `${method} ${url.startsWith('/api/') ? '/api' : 'page'}`;
  return span(name, { kind: 'entry', attributes, stranger }, (opened) =>
    passOn(request, response, receiver).finally(() => tellEnd(response, opened)),
  );
}

/** Files, and live connections, which last for hours. */
const isUntraced = (url: string) => url.startsWith('/_next/') || /^\/api\/live(\?|$)/.test(url);

function tellEnd(response: ServerResponse, opened: OpenSpan): void {
  if (response.headersSent) opened.answered(response.statusCode);
  if (!response.writableFinished) opened.set({ 'streamgauge.cut_off': true });
}

function passOn(request: IncomingMessage, response: ServerResponse, receiver: Receiver): Promise<void> {
  const { socketPath, onUnreached } = receiver;
  const { method, url: path } = request;
  return new Promise((resolve) => {
    const headers = headersOf(request);
    const asked = ask({ socketPath, agent, method, path, headers, setHost: false, maxHeaderSize: MAX_HEAD_BYTES });
    response.on('close', () => {
      // A browser that went away must not leave a live connection behind.
      if (!response.writableFinished) asked.destroy();
      resolve();
    });
    asked.on('response', (answer) => passBack(answer, response));
    asked.on('error', (error) => {
      const code = 'code' in error ? String(error.code) : '';
      if (code === 'ENOENT' || code === 'ECONNREFUSED') onUnreached();
      fail(request, response, code);
    });
    request.pipe(asked);
  });
}

function passBack(answer: IncomingMessage, response: ServerResponse): void {
  if (response.destroyed) {
    answer.destroy();
    return;
  }
  response.sendDate = false;
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, passedOn(answer.rawHeaders));
  response.flushHeaders();
  answer.pipe(response);
  // Half an answer must not look like a whole one.
  answer.on('error', () => response.destroy());
}

function answerOf({ method }: IncomingMessage, code: string): PlainAnswer {
  if (code.startsWith('HPE_')) return unreadable;
  const isChange = method !== 'GET' && method !== 'HEAD';
  return isChange && !unreached.has(code) ? lost : away;
}

function fail(request: IncomingMessage, response: ServerResponse, code: string): void {
  if (response.destroyed || response.writableEnded) return;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // The code alone: the error itself carries the head of an answer, cookies included.
  log.warn({ code }, 'A request could not be handed to the dashboard');
  answerPlainly(request, response, answerOf(request, code));
}
