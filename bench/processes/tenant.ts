import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/free-port.ts';
import { Program } from './program.ts';

const patienceMs = 30_000;

/** A request of ours that the tenant has seen. */
export interface TenantCall {
  at: string;
  status: number;
}

/** The simulator as the tenant of a Streamgauge. */
export class SimulatedTenant {
  readonly url: string;
  readonly #program: Program;

  private constructor(port: number) {
    this.url = `http://localhost:${port}`;
    this.#program = new Program({
      command: process.execPath,
      args: ['simulator/program/main.ts'],
      // Ten times as fast as Auth0 tries and redelivers; its rate limit is real.
      env: { SIMULATOR_PORT: String(port), SIM_SEED: 'empty', SIM_SPEED: '10' },
    });
  }

  static async start(): Promise<SimulatedTenant> {
    const tenant = new SimulatedTenant(await freePort());
    const deadline = performance.now() + patienceMs;
    while (!(await tenant.#answers())) {
      if (performance.now() > deadline || tenant.#program.hasEnded) throw new Error(tenant.#program.describeEnd());
      await sleep(50);
    }
    return tenant;
  }

  async #answers(): Promise<boolean> {
    return fetch(`${this.url}/.well-known/openid-configuration`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** Settings of a Streamgauge that belongs to it; whoever may look may also act. */
  settings(operatorsDomain: string): Record<string, string> {
    return {
      AUTH0_DOMAIN: this.url,
      AUTH0_MANAGEMENT_CLIENT_ID: 'streamgauge-m2m',
      AUTH0_MANAGEMENT_CLIENT_SECRET: 'streamgauge-m2m-secret-for-local-use-only-0000',
      ACCESS_OPERATORS: `@${operatorsDomain}`,
    };
  }

  /** Calls the control API. Throws when the tenant refuses. */
  async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/__sim${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  stop(): Promise<void> {
    return this.#program.end();
  }
}
