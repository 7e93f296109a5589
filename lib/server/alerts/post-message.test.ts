import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { alertTargetBody } from '../../alerts/alert-query';
import { postMessage } from './post-message';

type Found = { address: string; family: number }[];

/** What the name server answers, one after the other; without an answer it stays silent. */
const dns = vi.hoisted(() => ({ asked: [] as string[], answers: [] as Found[] }));

vi.mock('node:dns', () => ({
  lookup: (host: string, _options: object, done: (error: null, found: Found) => void) => {
    dns.asked.push(host);
    const answer = dns.answers.shift();
    if (answer !== undefined) done(null, answer);
  },
}));

afterEach(() => {
  vi.useRealTimers();
  dns.asked = [];
  dns.answers = [];
});

async function receiver(status = 200) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(body);
      response.writeHead(status).end('an answer');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { bodies, port: (server.address() as AddressInfo).port };
}

const refusal = { failure: expect.stringContaining('own link') as string, isFinal: true };

test.each(['169.254.169.254', '[::ffff:169.254.169.254]', '[fe80::1]', '[fd00:ec2::254]'])(
  'refuses %s for good, and looks nothing up',
  async (host) => {
    expect(await postMessage(`http://${host}/latest`, '{}')).toMatchObject(refusal);
    expect(dns.asked).toEqual([]);
  },
);

test('refuses a name that leads to the own link, written as IPv6 too', async () => {
  dns.answers = [[{ address: '::ffff:a9fe:a9fe', family: 6 }], [{ address: '169.254.169.254', family: 4 }]];
  expect(await postMessage('http://inside.test/', '{}')).toMatchObject(refusal);
  expect(await postMessage('https://inside.test/', '{}')).toMatchObject(refusal);
});

test('connects to the very answer that was checked, and asks for no second one', async () => {
  const { bodies, port } = await receiver();
  const rebound = [{ address: '169.254.169.254', family: 4 }];
  dns.answers = [[{ address: '127.0.0.1', family: 4 }], rebound];
  expect(await postMessage(`http://rebinding.test:${port}/`, '{"text":"é"}')).toMatchObject({ failure: null });
  expect([dns.asked, bodies]).toEqual([['rebinding.test'], ['{"text":"é"}']]);
});

test('a name server that stays silent costs ten seconds at most', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const told = postMessage('http://silent.test/', '{}');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await told).toMatchObject({ failure: 'no answer within 10 s', isFinal: false });
});

test('only 410 is final', async () => {
  const gone = await receiver(410);
  expect(await postMessage(`http://127.0.0.1:${gone.port}/`, '{}')).toMatchObject({ isFinal: true });
  const failing = await receiver(500);
  const told = await postMessage(`http://127.0.0.1:${failing.port}/`, '{}');
  expect(told).toMatchObject({ failure: expect.stringMatching(/^answered 500 in /) as string, isFinal: false });
});

test.each(['https://ada:secret@chat.test/hook', 'https://ada@chat.test/', 'https://:secret@chat.test/'])(
  'no target is made of %s, whose user name or password would be sent to nobody',
  async (url) => {
    const { error } = alertTargetBody.safeParse({ kind: 'slack', name: '#ops', url });
    expect(error?.issues.map(({ message }) => message)).toEqual(['must not hold a user name or a password']);
    expect(await postMessage(url, '{}')).toMatchObject({ failure: expect.stringContaining('user name') as string });
    expect(dns.asked).toEqual([]);
  },
);

test('an @ behind the host is part of the path', () => {
  const body = { kind: 'webhook', name: 'ours', url: 'https://chat.test/hook/@ops' };
  expect(alertTargetBody.safeParse(body).success).toBe(true);
});
