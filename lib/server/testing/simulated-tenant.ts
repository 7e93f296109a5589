import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { createManagement, type Management } from '../management/client';

export interface SimulatedTenant {
  url: string;
  management: Management;
  /** Calls the simulator's control API. */
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
}

/** The simulator as a program of its own, spoken to over HTTP only, for the running test. */
export async function simulateTenant(): Promise<SimulatedTenant> {
  const { url, stop, control } = await startSimulator();
  onTestFinished(stop);
  const management = createManagement({
    domain: url,
    clientId: 'streamgauge-m2m',
    clientSecret: 'streamgauge-m2m-secret-for-local-use-only-0000',
  });
  onTestFinished(() => management.close());
  return { url, management, control };
}

/** The simulator as a program of its own; the caller stops it. */
export async function startSimulator(): Promise<
  Pick<SimulatedTenant, 'url' | 'control'> & { stop: () => Promise<void> }
> {
  const child = spawn(process.execPath, ['simulator/program/main.ts'], {
    env: { ...process.env, SIMULATOR_PORT: '0', SIM_SEED: 'empty', SIM_WEBHOOK_URL: 'http://localhost:9/webhook' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  const url = await readyUrl(child.stdout);
  const control = async <T>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/__sim${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  return { url, stop, control };
}

async function readyUrl(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const url = /ready (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('The simulator has not started');
}
