import { createServer, type IncomingHttpHeaders } from 'node:http';
import { readBody } from '../http/read-body.ts';
import { objectOr, parseJson, type JsonObject, textOf } from '../ground/json.ts';

interface Arrival {
  id: string;
  event: JsonObject;
  headers: IncomingHttpHeaders;
}

export interface WebhookTarget {
  url: string;
  arrivals: Arrival[];
  /** Requests that ended before their body did. */
  brokenOff: number;
  /** What the next requests are answered with. */
  answer: { status: number; body: string };
  stop(): Promise<void>;
}

/** A webhook on a free port that writes down what arrives. */
export async function startWebhookTarget(): Promise<WebhookTarget> {
  const target: Omit<WebhookTarget, 'url' | 'stop'> = {
    arrivals: [],
    brokenOff: 0,
    answer: { status: 204, body: '' },
  };
  const server = createServer((request, response) => {
    readBody(request).then(
      (text) => {
        const event = objectOr(parseJson(text ?? ''));
        target.arrivals.push({ id: textOf(event.id) ?? '', event, headers: request.headers });
        response.writeHead(target.answer.status).end(target.answer.body);
      },
      () => {
        target.brokenOff += 1;
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return Object.assign(target, {
    url: `http://localhost:${port}/webhook`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** Waits until `holds` is true, looking every few milliseconds; fails loudly after `withinMs`. */
export async function until(holds: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`did not come true within ${withinMs} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
