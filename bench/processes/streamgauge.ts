import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/free-port.ts';
import { Program } from './program.ts';

export const webhookToken = 'bench-webhook-token-0123456789abcdef';

/** Throws when there is no production build to measure. */
export function requireBuild(): void {
  if (!existsSync('.next/BUILD_ID'))
    throw new Error('There is no production build to measure: run npm run build first.');
}

/** The arguments for node that `npm start` stands for, so that what is measured is what people run. */
function startArguments(): string[] {
  // The shape of our own package.json is known.
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  const [command, ...args] = scripts.start.replace(/^exec /, '').split(' ');
  if (command !== 'node') throw new Error(`"npm start" is expected to start with node, and it is: ${scripts.start}`);
  return args;
}

/** The production server exactly as `npm start` runs it, on a free port. */
export class Streamgauge {
  readonly port: number;
  readonly databaseFile: string;
  /** Encrypts session cookies. */
  readonly secret = 'bnch'.repeat(16);
  readonly #program: Program;

  private constructor(port: number, databaseFile: string) {
    this.port = port;
    this.databaseFile = databaseFile;
    this.#program = new Program({ command: process.execPath, args: startArguments(), env: this.#environment() });
  }

  /** Starts the server without waiting for it. */
  static async spawn(databaseFile: string): Promise<Streamgauge> {
    requireBuild();
    return new Streamgauge(await freePort(), path.resolve(databaseFile));
  }

  /** Starts the server and waits until it can store events. */
  static async start(databaseFile: string): Promise<Streamgauge> {
    const server = await Streamgauge.spawn(databaseFile);
    await server.answers('/readyz', (status) => status < 500);
    return server;
  }

  #environment(): Record<string, string> {
    return {
      PORT: String(this.port),
      HOST: '127.0.0.1',
      NEXT_TELEMETRY_DISABLED: '1',
      APP_BASE_URL: this.url,
      // Nobody signs in, so nobody has to be there.
      AUTH0_DOMAIN: 'http://localhost:9',
      AUTH0_CLIENT_ID: 'streamgauge-bench',
      AUTH0_CLIENT_SECRET: 'streamgauge-bench-secret',
      AUTH0_SECRET: this.secret,
      WEBHOOK_TOKEN: webhookToken,
      ACCESS_VIEWERS: 'viewer@example.test',
      DATABASE_URL: `file:${this.databaseFile}`,
    };
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get pid(): number {
    return this.#program.pid;
  }

  /** Posts one event; the status, or null when nobody listens yet. */
  post(body: string): Promise<number | null> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${webhookToken}` };
    return this.#status('/webhook', { method: 'POST', body, headers });
  }

  /** Asks until the answer's status is as wished. */
  async answers(path_: string, isWished: (status: number) => boolean, timeoutMs = 60_000): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const status = await this.#status(path_);
      if (status !== null && isWished(status)) return;
      this.requireLife();
      if (performance.now() > deadline)
        throw new Error(`Streamgauge did not become ready: ${this.#program.output.join('')}`);
      await sleep(20);
    }
  }

  /** Waits for the line of the log that says how long the start took, in milliseconds by the server's own clock. */
  async startedInMs(): Promise<number> {
    for (;;) {
      const found = /"startedInMs":(\d+)/.exec(this.#program.output.join(''))?.[1];
      if (found !== undefined) return Number(found);
      this.requireLife();
      await sleep(20);
    }
  }

  /** Throws when the server has ended. */
  requireLife(): void {
    if (this.#program.hasEnded) throw new Error(this.#program.describeEnd());
  }

  async #status(path_: string, init: RequestInit = {}): Promise<number | null> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}${path_}`, { redirect: 'manual', ...init });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }

  stop(): Promise<void> {
    return this.#program.end();
  }
}
