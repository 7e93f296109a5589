import { freePort } from '../scripts/free-port.ts';
import { Program } from './program.ts';

/** The simulator as its own process, driven over HTTP only. */
export class Tenant {
  readonly url: string;
  private readonly program: Program;

  private constructor(url: string, program: Program) {
    this.url = url;
    this.program = program;
  }

  static async create(seed: string, port?: number): Promise<Tenant> {
    const chosen = port ?? (await freePort());
    const url = `http://localhost:${chosen}`;
    const env = {
      SIMULATOR_PORT: String(chosen),
      SIM_SEED: seed,
      SIM_SPEED: '10',
      SIM_APP_URL: 'http://localhost:3000',
    };
    const program = new Program(['simulator/program/main.ts'], env);
    await program.answers(`${url}/.well-known/openid-configuration`);
    return new Tenant(url, program);
  }

  async dispose(): Promise<void> {
    await this.program.end('SIGKILL');
  }

  /** Calls the control API; throws when the simulator refuses. */
  async control<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/__sim${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} /__sim${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return (text === '' ? null : JSON.parse(text)) as T;
  }

  /** Calls the Management API as the tenant's owner would. */
  async manage(method: string, path: string, body: unknown): Promise<void> {
    const json = { 'content-type': 'application/json' };
    const grant = {
      grant_type: 'client_credentials',
      client_id: 'streamgauge-m2m',
      client_secret: 'streamgauge-m2m-secret-for-local-use-only-0000',
      audience: `${this.url}/api/v2/`,
    };
    const token = await fetch(`${this.url}/oauth/token`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(grant),
    });
    const { access_token } = (await token.json()) as { access_token: string };
    const headers = { ...json, authorization: `Bearer ${access_token}` };
    const response = await fetch(`${this.url}/api/v2${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
}
