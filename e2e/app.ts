import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextBin } from '../scripts/processes.ts';
import { freePort } from '../scripts/free-port.ts';
import { Program } from './program.ts';

export const webhookToken = 'e2e-webhook-token-current';
export const previousWebhookToken = 'e2e-webhook-token-previous';

/** How the production server is started: by our entry as `npm start` does, or by plain `next start`. */
export type Entry = 'server' | 'next';

interface AppOptions {
  overrides?: Record<string, string>;
  entry?: Entry;
}

/** The production server under test, on a port and a database of its own. */
export class App {
  readonly url: string;
  readonly folder: string;
  readonly database: string;
  /** The environment the server is started with. */
  readonly settings: Record<string, string>;
  private readonly port: number;
  private readonly entry: Entry;
  private program: Program | null = null;

  private constructor(port: number, simulatorUrl: string, { overrides = {}, entry = 'server' }: AppOptions) {
    this.port = port;
    this.entry = entry;
    this.url = `http://localhost:${port}`;
    this.folder = mkdtempSync(join(tmpdir(), 'streamgauge-e2e-'));
    this.database = join(this.folder, 'app.db');
    this.settings = {
      APP_BASE_URL: this.url,
      AUTH0_DOMAIN: simulatorUrl,
      AUTH0_CLIENT_ID: 'streamgauge-web',
      AUTH0_CLIENT_SECRET: 'streamgauge-web-secret-for-local-use-only-000',
      AUTH0_SECRET: 'e2e0'.repeat(16),
      AUTH0_MANAGEMENT_CLIENT_ID: 'streamgauge-m2m',
      AUTH0_MANAGEMENT_CLIENT_SECRET: 'streamgauge-m2m-secret-for-local-use-only-0000',
      WEBHOOK_TOKEN: `${webhookToken},${previousWebhookToken}`,
      ACCESS_ADMINS: 'admin@example.test',
      ACCESS_OPERATORS: 'operator@example.test',
      ACCESS_VIEWERS: 'viewer@example.test',
      HUBSPOT_BASE_URL: `${simulatorUrl}/hubspot`,
      DATABASE_URL: `file:${this.database}`,
      ...overrides,
    };
  }

  /** `beforeStart` runs when the address is known: from its first second the server asks the tenant what is there. */
  static async create(
    simulatorUrl: string,
    options: AppOptions = {},
    beforeStart: (app: App) => Promise<void> = () => Promise.resolve(),
  ): Promise<App> {
    const app = new App(await freePort(), simulatorUrl, options);
    const starting = beforeStart(app).then(() => app.start());
    await starting.catch(async (error: unknown) => {
      await app.dispose();
      throw error;
    });
    return app;
  }

  /** Starts the server and waits until it can store events. `largestFile` stands in for a full disk, in bytes. */
  async start(largestFile?: number): Promise<void> {
    const port = String(this.port);
    const command = this.entry === 'server' ? ['dist/server.js'] : [nextBin, 'start', '-p', port, '-H', 'localhost'];
    const settings = { ...this.settings, PORT: port, HOST: 'localhost' };
    this.program = new Program(command, settings, { largestFile });
    await this.program.answers(`${this.url}/readyz`);
  }

  get running(): Program {
    if (this.program === null) throw new Error('The server is not running');
    return this.program;
  }

  /** Everything the server has logged. */
  get output(): string {
    return this.running.output.join('');
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.program?.end(signal);
  }

  /** Stops the server and removes its files. */
  async dispose(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Posts a body to the webhook as Auth0 would, with the current secret unless told otherwise. */
  async post(
    body: unknown,
    headers: Record<string, string> = { authorization: `Bearer ${webhookToken}` },
  ): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(`${this.url}/webhook`, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json', ...headers },
    });
  }
}
