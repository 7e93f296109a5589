import path from 'node:path';
import { HookReceiver } from './hook-receiver.ts';
import { PostgresCluster } from './postgres.ts';
import { viewersDomain } from './streamgauge.ts';
import { SimulatedTenant } from './tenant.ts';

/** Properties of HubSpot that the usual mapping needs. */
const properties = [
  { name: 'auth0_user_id', label: 'Auth0 user id', hasUniqueValue: true },
  { name: 'auth0_status', label: 'Auth0 status' },
];

const database = 'downstream';

/** A call that HubSpot's stand-in has seen: when it was answered, and how long that took. */
interface SeenCall {
  at: string;
  tookMs: number;
  path: string;
  query: string;
  body?: unknown;
}

/** The systems that three connectors write to: each a process of its own on this machine. */
export class Downstream {
  readonly receiver: HookReceiver;
  readonly hubspot: SimulatedTenant;
  readonly #postgres: PostgresCluster;

  private constructor(parts: { receiver: HookReceiver; hubspot: SimulatedTenant; postgres: PostgresCluster }) {
    this.receiver = parts.receiver;
    this.hubspot = parts.hubspot;
    this.#postgres = parts.postgres;
  }

  static async start(folder: string, postgresBin: string): Promise<Downstream> {
    const postgres = await PostgresCluster.create(postgresBin, path.join(folder, 'postgres-downstream'));
    await postgres.start();
    await postgres.query('postgres', `CREATE DATABASE ${database}`);
    const [receiver, hubspot] = await Promise.all([HookReceiver.start(), SimulatedTenant.start()]);
    for (const property of properties) {
      const text = { type: 'string', fieldType: 'text', groupName: 'contactinformation' };
      await hubspot.control('POST', '/hubspot/properties', { ...property, ...text });
    }
    return new Downstream({ receiver, hubspot, postgres });
  }

  /** Settings of a Streamgauge that may send there; its viewers may do everything. */
  get settings(): Record<string, string> {
    return {
      CONNECTORS_KEY: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      CONNECTORS_ALLOW: '127.0.0.1,localhost',
      HUBSPOT_BASE_URL: `${this.hubspot.url}/hubspot`,
      ACCESS_ADMINS: `@${viewersDomain}`,
    };
  }

  /** Where PostgreSQL is, as the settings of a connector. */
  get place() {
    const { hostname, port, username, password } = new URL(this.#postgres.url(database));
    return { config: { host: hostname, port: Number(port), database, user: username, tls: 'off' as const }, password };
  }

  /** The first column of the first row of the last statement. */
  sql(...statements: string[]): Promise<unknown> {
    return this.#postgres.query(database, ...statements);
  }

  /** When the first call about a user began that HubSpot's stand-in has seen, as Unix time in ms; null: there was none. */
  async firstCallAbout(userId: string): Promise<number | null> {
    const { calls } = await this.hubspot.control<{ calls: SeenCall[] }>('GET', '/hubspot/calls');
    const names = [userId, encodeURIComponent(userId)];
    const began = calls.flatMap((call) => {
      const isAbout = names.some((name) => JSON.stringify([call.path, call.query, call.body]).includes(name));
      return isAbout ? [Date.parse(call.at) - call.tookMs] : [];
    });
    return began.length === 0 ? null : Math.min(...began);
  }

  async forgetCalls(): Promise<void> {
    await fetch(`${this.hubspot.url}/__sim/hubspot/calls`, { method: 'DELETE' });
  }

  async stop(): Promise<void> {
    await Promise.all([this.receiver.stop(), this.hubspot.stop(), this.#postgres.stop()]);
  }
}
