/** Takes webhooks and answers 204 at once; tells the parent when asked which events have come, and when. */
import { createServer } from 'node:http';
import { listen } from './listen.ts';

const prefix = 'msg_';

/** Since the parent asked last: ids of events, and when the head of the request was there, as Unix time in ms. */
let arrivals: [id: string, atMs: number][] = [];

listen(
  createServer((request, response) => {
    const id = String(request.headers['webhook-id']).slice(prefix.length);
    arrivals.push([id, performance.timeOrigin + performance.now()]);
    request.resume();
    request.on('end', () => response.writeHead(204).end());
  }),
);
process.on('message', () => {
  process.send?.({ arrivals });
  arrivals = [];
});
