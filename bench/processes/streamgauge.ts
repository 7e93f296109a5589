import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/free-port.ts';
import { type Build, requireBuild, startArguments } from './build.ts';
import { Program } from './program.ts';

export const webhookToken = 'bench-webhook-token-0123456789abcdef';

const patienceMs = 60_000;

/** Whoever has an address here may look. */
export const viewersDomain = 'example.test';

interface Starting {
  build: Build;
  databaseFile: string;
  /** Settings beside the usual ones. */
  settings: Record<string, string>;
}

/** The production server exactly as `npm start` runs it, on a free port. */
export class Streamgauge {
  readonly port: number;
  readonly databaseFile: string;
  /** Encrypts session cookies. */
  readonly secret = 'bnch'.repeat(16);
  readonly #program: Program;
  readonly #startedAt: number;
  /** When its log said that the dashboard is ready. */
  #dashboardAt: number | null = null;

  private constructor({ build, port, databaseFile, settings }: Starting & { port: number }) {
    this.port = port;
    this.databaseFile = databaseFile;
    this.#startedAt = performance.now();
    this.#program = new Program({
      command: process.execPath,
      args: startArguments(build),
      folder: build.folder,
      env: { ...this.#environment(), ...settings },
      onOutput: (text) => {
        if (text.includes('"startedInMs":')) this.#dashboardAt ??= performance.now();
      },
    });
  }

  /** Starts the server without waiting for it. */
  static async spawn(build: Build, databaseFile: string, settings = {}): Promise<Streamgauge> {
    requireBuild(build);
    return new Streamgauge({ build, databaseFile: path.resolve(databaseFile), settings, port: await freePort() });
  }

  /** Starts the server and waits until it can store events and show them. */
  static async start(build: Build, databaseFile: string, settings = {}): Promise<Streamgauge> {
    const server = await Streamgauge.spawn(build, databaseFile, settings);
    await server.answers('/readyz', (status) => status < 500);
    await server.dashboardAfterMs();
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
      ACCESS_VIEWERS: `@${viewersDomain}`,
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
  async answers(path_: string, isWished: (status: number) => boolean, timeoutMs = patienceMs): Promise<void> {
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

  /** How long ago its process was started, in milliseconds. */
  get ageMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Waits for the line of the log that says that the dashboard is ready. Milliseconds from the start of the process. */
  async dashboardAfterMs(): Promise<number> {
    while (this.#dashboardAt === null) {
      this.requireLife();
      if (this.ageMs > patienceMs)
        throw new Error(`The dashboard did not become ready: ${this.#program.output.join('')}`);
      await sleep(20);
    }
    return this.#dashboardAt - this.#startedAt;
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
