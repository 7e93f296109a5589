import { listeningPort } from '../contenders/listening-port.ts';
import { Program } from './program.ts';

/** The id of an event, and when the request that brought it began, as Unix time in ms. */
type Arrival = readonly [id: string, atMs: number];

/** A receiver of webhooks that answers at once. */
export class HookReceiver {
  readonly url: string;
  readonly #program: Program;

  private constructor(program: Program, port: number) {
    this.#program = program;
    this.url = `http://127.0.0.1:${port}/`;
  }

  static async start(): Promise<HookReceiver> {
    const program = new Program({ command: process.execPath, args: ['bench/servers/hook-server.ts'], ipc: true });
    return new HookReceiver(program, await listeningPort(program));
  }

  /** What has come since this was asked last. */
  take(): Promise<readonly Arrival[]> {
    const answered = this.#program.message((message) => {
      const isAnswer = typeof message === 'object' && message !== null && 'arrivals' in message;
      // The other end of this channel is servers/hook-server.ts.
      return isAnswer ? (message.arrivals as readonly Arrival[]) : null;
    });
    this.#program.send({});
    return answered;
  }

  stop(): Promise<void> {
    return this.#program.end();
  }
}
