import { createServer, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { addressGuard } from './address-guard';
import { type Answer, ask, type Outgoing } from './outgoing';

const loopback = addressGuard([{ host: '127.0.0.1' }]);

/** Asks a server of this test that answers so. */
async function asked(listener: RequestListener, more: Partial<Outgoing> = {}): Promise<Answer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return ask({ method: 'GET', url: new URL(`http://127.0.0.1:${port}/a?b=c`), headers: {}, guard: loopback, ...more });
}

it.each(['GET', 'POST', 'PATCH', 'DELETE'] as const)('asks by %s, with the body that is given', async (method) => {
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: new TextEncoder().encode('{"a":"ä"}') };
  const answer = await asked(
    (request, response) => {
      void text(request).then((got) => {
        const { 'x-own': own = '', 'content-length': length = 'none' } = request.headers;
        response.end(`${request.method} ${request.url} ${length} ${own.toString()} ${got}`);
      });
    },
    { method, headers: { 'x-own': 'yes' }, ...body },
  );
  const told = 'body' in body ? '10 yes {"a":"ä"}' : 'none yes ';
  expect(answer).toMatchObject({ kind: 'answered', status: 200, text: `${method} /a?b=c ${told}`, isWhole: true });
});

it('tells headers, and the text of the answer as it came; what may be kept holds no address', async () => {
  const body = '{"message":"ada@example.test is taken"}';
  const answer = await asked((_, response) =>
    response.writeHead(429, { 'Retry-After': '7', 'X-Own-Limit': '3', 'Set-Cookie': ['a=1', 'b=2'] }).end(body),
  );
  expect(answer).toMatchObject({ status: 429, retryAfter: '7', text: body, excerpt: '{"message":"…@… is taken"}' });
  expect(answer).toMatchObject({ headers: { 'x-own-limit': '3', 'retry-after': '7' } });
});

it('knows an answer that breaks off, and one that is longer than what is read, from a whole one', async () => {
  const broken = await asked((_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"id":', () => response.destroy());
  });
  expect(broken).toMatchObject({ kind: 'answered', status: 200, text: '{"id":', isWhole: false });
  const long: RequestListener = (_, response) => response.end('x'.repeat(200));
  expect(await asked(long, { mostBytes: 100 })).toMatchObject({ text: 'x'.repeat(100), isWhole: false });
  expect(await asked(long, { mostBytes: 200 })).toMatchObject({ text: 'x'.repeat(200), isWhole: true });
});

it('knows whether a request without an answer may have arrived', async () => {
  const cut = await asked((request) => request.socket.destroy());
  expect(cut).toMatchObject({ kind: 'failed', mayHaveArrived: true, reason: 'The connection was reset' });
  const hung = await asked(() => undefined, { patienceMs: 100 });
  expect(hung).toMatchObject({ kind: 'failed', mayHaveArrived: true, reason: 'no answer within 0.1 s' });
  const nobody = await asked(() => undefined, { url: new URL('http://127.0.0.1:9/') });
  expect(nobody).toMatchObject({ kind: 'failed', mayHaveArrived: false, reason: 'The connection was refused' });
});

it('sends nothing to an address that is refused', async () => {
  let requests = 0;
  const answer = await asked(() => (requests += 1), { guard: addressGuard([]) });
  expect([answer.kind, requests]).toEqual(['refused', 0]);
});
