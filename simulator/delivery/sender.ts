import { Agent, request as httpRequest } from 'node:http';
import { Agent as TlsAgent, request as httpsRequest } from 'node:https';
import type { Authorization, WebhookDestination } from '../tenant/event-stream.ts';
import type { Reply } from './attempt-rules.ts';

const ANSWER_LIMIT = 4096;

interface SendOptions {
  body: string;
  timeoutMs: number;
  /** Sends a credential that is not the stream's. */
  wrongSecret: boolean;
}

export interface Sender {
  send(destination: WebhookDestination, options: SendOptions): Promise<Reply>;
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

class TimeoutError extends Error {
  readonly code = 'ETIMEDOUT';
}

interface Agents {
  plain: Agent;
  tls: TlsAgent;
}

function post(url: URL, headers: Record<string, string>, options: SendOptions, agents: Agents): Promise<Reply> {
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:';
    const start = secure ? httpsRequest : httpRequest;
    const outgoing = start(url, { method: 'POST', headers, agent: secure ? agents.tls : agents.plain });
    const deadline = setTimeout(() => outgoing.destroy(new TimeoutError('timeout')), options.timeoutMs);
    outgoing.on('response', (incoming) => {
      const status = incoming.statusCode ?? 0;
      let body = '';
      const done = () => {
        clearTimeout(deadline);
        resolve({ kind: 'answer', status, body });
      };
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => {
        if (body.length < ANSWER_LIMIT) body += chunk;
      });
      incoming.on('end', done);
      // The status line has come; a body that breaks off changes nothing.
      incoming.on('error', done);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(deadline);
      // An idle connection that the server had just closed: Go's client silently takes a fresh one.
      if (outgoing.reusedSocket && error.code === 'ECONNRESET') resolve(post(url, headers, options, agents));
      else resolve({ kind: 'transport', reason: `Post "${url.href}": ${goReason(error, url)}` });
    });
    outgoing.end(options.body);
  });
}

/** Posts events to webhooks: no redirects followed, connections kept open. */
export function createSender(): Sender {
  const agents: Agents = {
    plain: new Agent({ keepAlive: true, maxSockets: 16 }),
    tls: new TlsAgent({ keepAlive: true, maxSockets: 16 }),
  };
  return {
    send(destination, options) {
      const headers = {
        // Not published by Auth0; its senders are Go programs.
        'user-agent': 'Go-http-client/1.1',
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(options.body)),
        ...credential(destination.authorization, options.wrongSecret),
      };
      return post(new URL(destination.endpoint), headers, options, agents);
    },
    close() {
      agents.plain.destroy();
      agents.tls.destroy();
    },
  };
}
