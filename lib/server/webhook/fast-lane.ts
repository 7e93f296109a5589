import { type IncomingMessage, type ServerResponse } from 'node:http';
import {
  astrayCode,
  handleAstray,
  handleWebhook,
  type WebhookAnswer,
  type WebhookRequest,
  type WebhookWorld,
} from './handle-webhook';
import { readNodeBody } from './read-body';
import { remoteAddress } from './remote-address';
import { discardRest } from './rest-of-body';
import { webhookTarget } from './webhook-path';

/**
 * Answers what is for the webhook, and what was meant for it but went elsewhere, without Next; null when a request is
 * neither. The answer never rejects.
 */
export function takeWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  world: WebhookWorld,
): Promise<void> | null {
  const target = webhookTarget(request.url ?? '');
  if (target.kind === 'webhook') return serve(request, response, world);
  // Reading a page is never meant for the webhook, whatever it presents.
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  const asked = toWebhookRequest(request);
  const code = astrayCode(asked, world, target);
  if (code === null) return null;
  answerWith(request, response, { answer: handleAstray(asked, world, { path: target.path, code }), isLast: true });
  return Promise.resolve();
}

async function serve(request: IncomingMessage, response: ServerResponse, world: WebhookWorld): Promise<void> {
  const answer = await handleWebhook(toWebhookRequest(request), world);
  answerWith(request, response, { answer, isLast: world.lifecycle.stopping });
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

interface Outcome {
  answer: WebhookAnswer;
  /** Whether the connection ends with it. */
  isLast: boolean;
}

function answerWith(request: IncomingMessage, response: ServerResponse, { answer, isLast }: Outcome): void {
  if (isLast) response.setHeader('connection', 'close');
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body ?? undefined);
  if (!request.readableEnded) discardRest(request);
}
