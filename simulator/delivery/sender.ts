import { Agent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as TlsAgent, request as httpsRequest } from 'node:https';
import type { Authorization, HttpTarget } from '../tenant/event-stream.ts';
import type { Reply } from './attempt-rules.ts';
import type { Mischief } from './mischief.ts';

const ANSWER_LIMIT = 4096;

interface SendOptions {
  body: string;
  timeoutMs: number;
  /** Lower case; over the ones every request has. */
  headers?: Record<string, string>;
  mischief: Mischief;
}

export interface Sender {
  send(target: HttpTarget, options: SendOptions): Promise<Reply>;
  close(): void;
}

function credential(authorization: Authorization, wrong: boolean): Record<string, string> {
  const mark = wrong ? '-wrong' : '';
  switch (authorization.method) {
    case 'bearer':
      return { authorization: `Bearer ${authorization.token}${mark}` };
    case 'basic': {
      const pair = `${authorization.username}:${authorization.password}${mark}`;
      return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
    }
    case 'custom_header':
      return { [authorization.header_key]: `${authorization.header_value}${mark}` };
  }
}

/** Node's error in the words of Go's HTTP client, which is what Auth0's senders are. */
function goReason(error: NodeJS.ErrnoException, url: URL): string {
  const where = `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
  switch (error.code) {
    case 'ECONNREFUSED':
      return `dial tcp ${where}: connect: connection refused`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `dial tcp: lookup ${url.hostname}: no such host`;
    case 'ECONNRESET':
      return 'EOF';
    case 'ETIMEDOUT':
      return 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
    default:
      return error.message;
  }
}

class CodedError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

interface Agents {
  plain: Agent;
  tls: TlsAgent;
}

const PIECES = 10;

/** Hands the body over at once, or bit by bit, or not to its end. */
function sendBody(outgoing: ClientRequest, body: string, { slowMs, cut }: Mischief): void {
  const bytes = Buffer.from(body);
  if (cut === 'request') {
    outgoing.write(bytes.subarray(0, bytes.length >> 1), () => outgoing.destroy(new CodedError('ECONNRESET')));
    return;
  }
  if (slowMs <= 0) {
    outgoing.end(bytes);
    return;
  }
  const size = Math.ceil(bytes.length / PIECES);
  let sent = 0;
  const timer = setInterval(() => {
    outgoing.write(bytes.subarray(sent, sent + size));
    sent += size;
    if (sent >= bytes.length) outgoing.end();
  }, slowMs / PIECES);
  outgoing.on('finish', () => clearInterval(timer));
  outgoing.on('close', () => clearInterval(timer));
}

/** Reads the beginning of the answer's body; the status line has come, so a body that breaks off changes nothing. */
function readAnswer(incoming: IncomingMessage, done: (body: string) => void): void {
  let body = '';
  incoming.setEncoding('utf8');
  incoming.on('data', (chunk: string) => {
    if (body.length < ANSWER_LIMIT) body += chunk;
  });
  incoming.on('end', () => done(body));
  incoming.on('error', () => done(body));
}

function post(url: URL, headers: Record<string, string>, options: SendOptions, agents: Agents): Promise<Reply> {
  const { mischief, body, timeoutMs } = options;
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:';
    const start = secure ? httpsRequest : httpRequest;
    const outgoing = start(url, { method: 'POST', headers, agent: secure ? agents.tls : agents.plain });
    const deadline = setTimeout(() => outgoing.destroy(new CodedError('ETIMEDOUT')), timeoutMs);
    outgoing.on('response', (incoming) => {
      if (mischief.cut === 'answer') {
        outgoing.destroy(new CodedError('ECONNRESET'));
        return;
      }
      readAnswer(incoming, (text) => {
        clearTimeout(deadline);
        resolve({ kind: 'answer', status: incoming.statusCode ?? 0, body: text });
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(deadline);
      const honest = mischief.cut === undefined;
      // An idle connection that the server had just closed: Go's client silently takes a fresh one.
      if (honest && outgoing.reusedSocket && error.code === 'ECONNRESET') {
        resolve(post(url, headers, options, agents));
      } else {
        resolve({ kind: 'transport', reason: `Post "${url.href}": ${goReason(error, url)}` });
      }
    });
    sendBody(outgoing, body, mischief);
  });
}

/** Posts events: no redirects followed, connections kept open. */
export function createSender(): Sender {
  const agents: Agents = {
    plain: new Agent({ keepAlive: true, maxSockets: 16 }),
    tls: new TlsAgent({ keepAlive: true, maxSockets: 16 }),
  };
  return {
    send(target, options) {
      const headers = {
        // Not published by Auth0; its senders are Go programs.
        'user-agent': 'Go-http-client/1.1',
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(options.body)),
        ...options.headers,
        ...credential(target.authorization, options.mischief.wrongSecret),
      };
      return post(new URL(target.endpoint), headers, options, agents);
    },
    close() {
      agents.plain.destroy();
      agents.tls.destroy();
    },
  };
}
