import { onTestFinished } from 'vitest';
import { type AddressGuard, addressGuard } from '@/lib/server/connectors/address-guard';
import { ConnectorEngine } from '@/lib/server/connectors/engine';
import { parseEnv } from '@/lib/server/process/env';
import { singleton } from '@/lib/server/process/singleton';
import { runWork } from '@/lib/server/testing/run-work';
import { type Store } from '@/lib/store';

/** An engine that works on a store. */
export interface RunningEngine {
  stop: () => Promise<void>;
  wake: () => void;
}

/** Settings are read once for a process; the tests of a file share them. */
export function provideSettings(over: Record<string, string> = {}): void {
  const env = parseEnv({
    APP_BASE_URL: 'https://gauge.example.com',
    AUTH0_DOMAIN: 'example.eu.auth0.com',
    AUTH0_CLIENT_ID: 'client',
    AUTH0_CLIENT_SECRET: 'a-secret-of-the-application',
    AUTH0_SECRET: '0123456789abcdef0123456789abcdef',
    WEBHOOK_TOKEN: 'a-bearer-token-of-tests',
    CONNECTORS_KEY: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    ...over,
  });
  Object.assign(
    singleton('env', () => env),
    env,
  );
}

const loopback = addressGuard([{ address: '127.0.0.1', bits: 32 }]);

/** Runs the engine until the test ends, or is told to stop. */
export function runEngine(
  store: Store,
  {
    guard = loopback,
    isGoneAtAuth0,
  }: { guard?: AddressGuard; isGoneAtAuth0?: (userId: string) => Promise<boolean | null> } = {},
): RunningEngine {
  const engine: ConnectorEngine = new ConnectorEngine({
    store,
    guard,
    holder: 'tests',
    isGoneAtAuth0,
    wake: () => runner.wake(engine),
  });
  const runner = runWork(store, engine);
  let stopping: Promise<void> | null = null;
  const end = async () => {
    await runner.stop();
    await engine.stop();
  };
  const stop = () => (stopping ??= end());
  onTestFinished(stop);
  return { stop, wake: () => runner.wake(engine) };
}
