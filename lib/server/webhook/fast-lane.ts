import { type IncomingMessage, type ServerResponse } from 'node:http';
import { handleWebhook, type WebhookAnswer, type WebhookRequest, type WebhookWorld } from './handle-webhook';
import { readNodeBody } from './read-body';
import { remoteAddress } from './remote-address';

/** How long the rest of a refused body is still taken, in milliseconds: a sender that writes on would miss our answer. */
const LINGER_MS = 2_000;

/** True for the requests that the fast lane serves: those that the router would hand to `app/webhook/route.ts`, by POST. */
export function isWebhookPost({ method, url = '' }: { method?: string; url?: string }): boolean {
  return method === 'POST' && (url === '/webhook' || url.startsWith('/webhook?'));
}

/** Answers a webhook request without Next, by the same handler; never rejects. */
export async function serveWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  world: WebhookWorld,
): Promise<void> {
  const answer = await handleWebhook(toWebhookRequest(request), world);
  write(response, answer, world.lifecycle.stopping);
  if (!request.readableEnded) discardRest(request);
}

function toWebhookRequest(request: IncomingMessage): WebhookRequest {
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : (value?.join(', ') ?? null);
  };
  return {
    method: request.method ?? '',
    header,
    headers: () => Object.keys(request.headers).map((name): [string, string] => [name, header(name) ?? '']),
    remoteAddress: remoteAddress(header('x-forwarded-for'), request.socket.remoteAddress ?? null),
    readBody: () => readNodeBody(request),
  };
}

function write(response: ServerResponse, answer: WebhookAnswer, isStopping: boolean): void {
  if (isStopping) response.setHeader('connection', 'close');
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body ?? undefined);
}

/** Lets the sender finish or lose patience, without keeping what it sends. */
function discardRest(request: IncomingMessage): void {
  if (request.destroyed) return;
  request.resume();
  const timer = setTimeout(() => request.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(timer));
}
