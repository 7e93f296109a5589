import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts another process that holds the write lock of a database until the answer is called. */
export async function holdWriteLock(file: string): Promise<() => Promise<void>> {
  const holder = fork('e2e/lock-holder.ts', [file]);
  await once(holder, 'message');
  return async () => {
    holder.send('let go');
    await once(holder, 'exit');
  };
}
