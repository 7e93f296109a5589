import { env, EnvError } from '@/lib/server/process/env';
import { log } from '@/lib/server/process/log';
import { provideStore } from '@/lib/server/process/store';
import { measuredStore } from '@/lib/server/telemetry/measured-store';
import { type Store } from '@/lib/store';

/** Says why in plain words, without a stack, and ends the process: a half-configured server helps nobody. */
function refuseToStart(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

/** The settings of the process; without valid ones it ends, saying which are wrong. */
export function readSettings(): ReturnType<typeof env> {
  try {
    return env();
  } catch (error) {
    if (error instanceof EnvError) refuseToStart(error.message);
    throw error;
  }
}

/** Provides the process with its store, measured; when it cannot be opened the process ends, saying why. */
export async function provideOpened<S extends Store>(opened: Promise<S>): Promise<S> {
  const opening = opened.then(measuredStore);
  provideStore(opening);
  return opening.catch((error: unknown) =>
    refuseToStart(`Streamgauge cannot open its database: ${error instanceof Error ? error.message : String(error)}`),
  );
}

/** Says so when no event can be let in. */
export function warnWithoutCredential({ webhook: { bearer, basic, headers } }: ReturnType<typeof env>): void {
  if (bearer.length + basic.length + headers.length > 0) return;
  log.warn('No webhook credential is configured: every request to /webhook is answered 401. Set WEBHOOK_TOKEN.');
}

/** A request that never ends must not keep the process alive: service managers kill it after 10 s. */
export const DRAIN_MS = 8_000;
