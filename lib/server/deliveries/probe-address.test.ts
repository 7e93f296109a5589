import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { generate } from 'selfsigned';
import { expect, onTestFinished, test } from 'vitest';
import { probeAddress } from './probe-address';

const here = { pointsHere: true, mark: null };

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const results = async (address: string) =>
  (await probeAddress(address, here)).steps.map(({ layer, result }) => [layer, result]);

test('asks layer by layer with a POST that carries no credential, no query and no cookie', async () => {
  const seen: { method: string | undefined; url: string | undefined; names: string[] }[] = [];
  const answer: RequestListener = (request, response) => {
    seen.push({ method: request.method, url: request.url, names: Object.keys(request.headers) });
    response.writeHead(401).end('{"error":"Unauthorized"}');
  };
  const port = await listening(createServer(answer));
  const { steps, totalMs } = await probeAddress(`http://ada:secret@127.0.0.1:${port}/webhook?key=secret`, here);
  expect(steps).toMatchObject([
    { layer: 'dns', result: 'ok' },
    { layer: 'tcp', result: 'ok', finding: `port ${port} open` },
    { layer: 'tls', result: 'skipped' },
    { layer: 'http', result: 'ok', finding: 'POST without a credential → 401, as it should' },
  ]);
  expect(seen).toEqual([
    { method: 'POST', url: '/webhook', names: ['host', 'user-agent', 'content-type', 'content-length', 'connection'] },
  ]);
  await probeAddress(`http://127.0.0.1:${port}/webhook`, { ...here, mark: 'a-mark' });
  expect(seen[1]?.names).toContain('x-streamgauge-probe');
  expect(steps.reduce((sum, { tookMs }) => sum + tookMs, 0)).toBeLessThanOrEqual(totalMs + 1);
});

test.each(['169.254.169.254', '[::ffff:169.254.169.254]', '[fe80::1]', '[fd00:ec2::254]'])(
  'opens no connection to %s, which is of the own link',
  async (host) => {
    const { steps } = await probeAddress(`http://${host}/latest`, { ...here, pointsHere: false });
    expect(steps[0]).toMatchObject({
      layer: 'dns',
      result: 'failed',
      finding: expect.stringContaining('own link') as string,
    });
    expect(steps.slice(1).map(({ result }) => result)).toEqual(['skipped', 'skipped', 'skipped']);
  },
);

test('follows no redirect', async () => {
  let asked = 0;
  const port = await listening(
    createServer((_request, response) => {
      asked += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    }),
  );
  const { steps } = await probeAddress(`http://127.0.0.1:${port}/webhook`, here);
  expect(steps.at(-1)).toMatchObject({ result: 'failed', finding: expect.stringContaining('307') as string });
  expect(asked).toBe(1);
});

test('tells a port that nobody listens at from a name that does not resolve', async () => {
  const free = createTcpServer();
  const port = await listening(free);
  await new Promise<void>((resolve) => void free.close(() => resolve()));
  const { steps } = await probeAddress(`http://127.0.0.1:${port}/webhook`, here);
  expect(steps[1]).toMatchObject({ layer: 'tcp', result: 'failed', finding: 'nothing listens there' });
  expect(await results('https://no-such-name.invalid/webhook')).toEqual([
    ['dns', 'failed'],
    ['tcp', 'skipped'],
    ['tls', 'skipped'],
    ['http', 'skipped'],
  ]);
});

test('a certificate that nobody vouches for fails at TLS', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
  const port = await listening(createTlsServer({ key, cert }));
  const { steps } = await probeAddress(`https://127.0.0.1:${port}/webhook`, here);
  expect(steps[2]).toMatchObject({ layer: 'tls', result: 'failed', finding: 'the certificate is signed by itself' });
  expect(steps[3]).toMatchObject({ layer: 'http', result: 'skipped' });
});

test('an address that never answers, or floods, ends within its time', { timeout: 15_000 }, async () => {
  const silent = await listening(createTcpServer(() => undefined));
  const startedAt = performance.now();
  const { steps } = await probeAddress(`http://127.0.0.1:${silent}/webhook`, here);
  expect(steps[3]).toMatchObject({ layer: 'http', result: 'failed', finding: 'no answer in time' });
  expect(performance.now() - startedAt).toBeLessThan(7_000);
  const flood = await listening(
    createServer((_request, response) => {
      response.writeHead(401);
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    }),
  );
  expect((await probeAddress(`http://127.0.0.1:${flood}/webhook`, here)).steps[3]).toMatchObject({ result: 'ok' });
});
