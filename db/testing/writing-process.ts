import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type ChannelEnd, processEnd } from '../store';
import { namedEnd } from './named-end';

/** A real process that writes databases for this one (serve-stores.ts). */
export class WritingProcess {
  readonly child: ChildProcess;
  readonly #end: ChannelEnd;
  #names = 0;

  constructor() {
    this.child = fork('db/testing/serve-stores.ts', {
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', './db/testing/plain-node.ts'],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#end = processEnd(this.child);
    // Each store that is open listens for itself.
    this.child.setMaxListeners(0);
  }

  /** Has `file` opened, once however often it is served, and served by the channel that is returned. */
  async serve(file: string): Promise<{ end: ChannelEnd; stop: () => Promise<void> }> {
    this.#names += 1;
    const name = `end ${this.#names}`;
    await this.#order('serve', file, name);
    return { end: namedEnd(this.#end, name), stop: () => this.#order('stop', file, name) };
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  #order(order: 'serve' | 'stop', file: string, name: string): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#end.onMessage((message) => {
        if (typeof message !== 'object' || message === null || !('done' in message) || message.done !== name) return;
        stop();
        resolve();
      });
      this.#end.send({ order, file, name });
    });
  }
}
