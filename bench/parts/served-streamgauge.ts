import path from 'node:path';
import { generateSessionCookie } from '@auth0/nextjs-auth0/testing';
import { countRows, newestArrivalMs } from '../contenders/sqlite-file.ts';
import { type SignedIn } from '../load/live-readers.ts';
import { type PacedSample } from '../load/orders.ts';
import { type Load, type LoadTarget, type Measurement, type PacedLoad } from '../load/run-load.ts';
import { type Build, ownBuild } from '../processes/build.ts';
import { pauseSettled, resume } from '../processes/standstill.ts';
import { Streamgauge, viewersDomain, webhookToken } from '../processes/streamgauge.ts';
import { type Workbench } from './part.ts';

/** Somebody's session, as the browser sends it. */
export async function signIn(server: Streamgauge, number: number): Promise<SignedIn> {
  const name = `viewer-${number}`;
  const user = { sub: `auth0|${name}`, email: `${name}@${viewersDomain}`, email_verified: true, name };
  const tokenSet = { accessToken: 'none', expiresAt: Math.floor(Date.now() / 1000) + 3600 };
  const session = await generateSessionCookie({ id: name, user, tokenSet }, { secret: server.secret });
  return { port: server.port, cookie: `sg${server.port}_session=${session}` };
}

/** Streamgauge with people signed in, and an account of every event it has acknowledged. */
export class ServedStreamgauge {
  readonly #server: Streamgauge;
  readonly #bench: Workbench;
  readonly #target: LoadTarget;
  #acknowledged = 0;
  /** Events with an answer other than 204 or none; a server may have stored what it could not answer. */
  #uncertain = 0;

  private constructor(bench: Workbench, server: Streamgauge) {
    this.#bench = bench;
    this.#server = server;
    this.#target = { port: server.port, token: webhookToken, pids: [server.pid] };
  }

  /** Starts it with an empty database and warms it up. */
  static async start(
    bench: Workbench,
    name: string,
    { build = ownBuild, settings = {} }: { build?: Build; settings?: Record<string, string> } = {},
  ): Promise<ServedStreamgauge> {
    const server = await Streamgauge.start(build, path.join(bench.folder, `${name}.db`), settings);
    const served = new ServedStreamgauge(bench, server);
    await served.load({ leadInMs: 0, windowMs: bench.options.warmUpMs });
    return served;
  }

  /** Runs load over 16 connections unless told otherwise. */
  async load(load: Partial<Load> = {}): Promise<Measurement> {
    const { leadInMs, windowMs } = this.#bench.options;
    const measured = await this.#bench.generator.run(this.#target, { connections: 16, leadInMs, windowMs, ...load });
    this.#acknowledged += measured.acknowledged;
    return measured;
  }

  /** Runs load at a pace of its own over 16 connections; `onSample` gets each stretch of it. */
  async pace(load: Omit<PacedLoad, 'connections'>, onSample: (sample: PacedSample) => void): Promise<PacedSample> {
    const count = ({ acknowledged, others }: PacedSample) => {
      this.#acknowledged += acknowledged;
      this.#uncertain += Object.values(others).reduce((sum, answers) => sum + answers, 0);
    };
    const last = await this.#bench.generator.runPaced(this.#target, { connections: 16, ...load }, (sample) => {
      this.#server.requireLife();
      count(sample);
      onSample(sample);
    });
    count(last);
    return last;
  }

  /** As many people as asked for: one alone may not hold many streams. */
  people(count: number): Promise<SignedIn[]> {
    return Promise.all(Array.from({ length: count }, (_, number) => signIn(this.#server, number)));
  }

  /** Stands still while another one is measured. */
  pause(): Promise<void> {
    return pauseSettled([this.pid]);
  }

  resume(): void {
    resume([this.pid]);
  }

  get port(): number {
    return this.#server.port;
  }

  /** When the newest event arrived, as Unix time in ms. */
  newestArrivalMs(): number {
    return newestArrivalMs(this.databaseFile);
  }

  get databaseFile(): string {
    return this.#server.databaseFile;
  }

  get pid(): number {
    return this.#server.pid;
  }

  /** Events that somebody else sends and has acknowledged, as far as it is known. */
  expectOthers(events: number): void {
    this.#uncertain += events;
  }

  async post(body: string): Promise<void> {
    const status = await this.#server.post(body);
    if (status !== 204) throw new Error(`An event was answered ${status ?? 'nothing'}`);
    this.#acknowledged += 1;
  }

  /** Ends it. Throws when not every acknowledged event is stored, or events that nobody sent. */
  async finish(): Promise<void> {
    await this.#server.stop();
    const stored = countRows(this.#server.databaseFile, 'events');
    if (stored >= this.#acknowledged && stored <= this.#acknowledged + this.#uncertain) return;
    throw new Error(`Invalid: Streamgauge acknowledged ${this.#acknowledged} events and stored ${stored}`);
  }
}
