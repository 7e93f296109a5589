import { lookup } from 'node:dns/promises';
import { request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { failureFinding, httpFinding, type ProbeLayer, type ProbeStep, skippedStep } from '../../deliveries/probe';
import { formatDate } from '../../text/format';
import { refuseOwnLink } from '../process/own-link';
import { probeHeader } from '../process/own-probe';

/** All layers together may take this long, in milliseconds. */
const limitMs = 5_000;

/** A name may have many addresses; a sender tries a few. */
const mostAddresses = 4;

/** Names our question to whoever is asked. */
export const probeAgent = 'Streamgauge-probe';

/** An empty event: no webhook can take it for one. */
const body = '{}';

class LateError extends Error {
  readonly code = 'no answer in time';
}

/** A probe under way: one clock and one end for all layers. */
class Probe {
  readonly steps: ProbeStep[] = [];
  readonly #startedAt = performance.now();
  readonly #late: Promise<never>;
  readonly #timer: NodeJS.Timeout;
  #hasFailed = false;

  constructor() {
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined);
    this.#late = promise;
    this.#timer = setTimeout(() => reject(new LateError('late')), limitMs);
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Asks one layer. Null when it failed, or was not asked because one before it had. */
  async step<T>(
    layer: ProbeLayer,
    ask: () => Promise<T>,
    tell: (answer: T) => Pick<ProbeStep, 'result' | 'finding'>,
  ): Promise<T | null> {
    const startMs = this.elapsedMs;
    if (this.#hasFailed) return this.skip<T | null>(layer, 'not asked', null);
    const note = (told: Pick<ProbeStep, 'result' | 'finding'>) =>
      void this.steps.push({ layer, ...told, startMs, tookMs: this.elapsedMs - startMs });
    try {
      const answer = await Promise.race([ask(), this.#late]);
      note(tell(answer));
      return answer;
    } catch (error) {
      this.#hasFailed = true;
      note({ result: 'failed', finding: failureFinding(codeOf(error)) });
      return null;
    }
  }

  /** Notes that a layer is not asked, and hands on what was there before it. */
  skip<T>(layer: ProbeLayer, finding: string, kept: T): T {
    this.steps.push(skippedStep(layer, finding, this.elapsedMs));
    return kept;
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

interface Asking {
  /** Whether the address is this app's webhook. */
  pointsHere: boolean;
  /** By which the server at our own address knows the question (own-probe.ts); null at any other. */
  mark: string | null;
}

/**
 * Asks an address layer by layer, as a sender would: DNS, TCP, TLS, then a POST without a credential. Follows no redirect,
 * sends no credential, reads no body, and ends within five seconds. The caller says which addresses may be asked.
 */
export async function probeAddress(
  address: string,
  { pointsHere, mark }: Asking,
): Promise<{ steps: ProbeStep[]; totalMs: number }> {
  const url = new URL(address);
  const probe = new Probe();
  const open = new OpenSockets();
  try {
    await askLayers(probe, { url, pointsHere, mark, open });
    return { steps: probe.steps, totalMs: probe.elapsedMs };
  } finally {
    probe.end();
    open.end();
  }
}

interface Target extends Asking {
  url: URL;
  /** Everything that was opened, to be closed. */
  open: OpenSockets;
}

/** What a probe holds open. Once it has ended, nothing more is opened. */
class OpenSockets {
  readonly #sockets: Socket[] = [];
  #isOver = false;

  keep(socket: Socket): void {
    this.#sockets.push(socket);
    if (this.#isOver) socket.destroy();
  }

  end(): void {
    this.#isOver = true;
    for (const socket of this.#sockets) socket.destroy();
  }
}

async function askLayers(probe: Probe, target: Target): Promise<void> {
  const { url, pointsHere } = target;
  const isSecure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = portOf(url);
  const addresses = await probe.step(
    'dns',
    () => addressesOf(host),
    (found) => ({ result: 'ok', finding: `${host} → ${found.slice(0, 2).join(', ')}` }),
  );
  const plain = await probe.step(
    'tcp',
    () => connectAny((addresses ?? []).slice(0, mostAddresses), port, target),
    () => ({ result: 'ok', finding: `port ${port} open` }),
  );
  const socket = isSecure
    ? await probe.step('tls', () => secure(plain, host, target), tlsFinding)
    : probe.skip('tls', 'plain HTTP: events travel unencrypted', plain);
  await probe.step(
    'http',
    () => post(target, socket),
    (status) => httpFinding(status, pointsHere),
  );
}

/** What is checked here is what is connected to: nothing looks the name up again. Throws `OwnLinkError`. */
async function addressesOf(host: string): Promise<string[]> {
  const addresses = (await lookup(host, { all: true })).map((found) => found.address);
  refuseOwnLink(addresses);
  return addresses;
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

async function connectAny(addresses: readonly string[], port: number, { open }: Target): Promise<Socket> {
  let failure: unknown = null;
  for (const address of addresses) {
    try {
      return await connected(connect({ host: address, port }), open);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function connected(socket: Socket, open: OpenSockets): Promise<Socket> {
  open.keep(socket);
  return new Promise((resolve, reject) => {
    // Stays: a socket without a listener for errors would end the process.
    socket.on('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}

function secure(socket: Socket | null, host: string, { open }: Target): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    if (socket === null) throw new LateError('no connection');
    const encrypted = connectTls({ socket, servername: /^[\d.]+$|:/.test(host) ? '' : host, host }, () =>
      resolve(encrypted),
    );
    open.keep(encrypted);
    encrypted.on('error', reject);
  });
}

function tlsFinding(socket: TLSSocket): Pick<ProbeStep, 'result' | 'finding'> {
  const until = Date.parse(socket.getPeerCertificate().valid_to);
  const valid = Number.isNaN(until) ? '' : `, valid until ${formatDate(until, 'UTC')}`;
  return { result: 'ok', finding: `${(socket.getProtocol() ?? 'TLS').replace('TLSv', 'TLS ')}${valid}` };
}

function post({ url, mark }: Target, socket: Socket | null): Promise<number> {
  return new Promise((resolve, reject) => {
    if (socket === null) throw new LateError('no connection');
    const asked = request(
      {
        method: 'POST',
        // Not its query: some senders keep a secret there.
        path: url.pathname,
        createConnection: () => socket,
        headers: {
          host: url.host,
          'user-agent': probeAgent,
          'content-type': 'application/json',
          'content-length': body.length,
          connection: 'close',
          ...(mark === null ? {} : { [probeHeader]: mark }),
        },
      },
      (answer: IncomingMessage) => {
        answer.on('error', () => undefined);
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'it failed';
}
