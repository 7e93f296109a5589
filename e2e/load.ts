import { type App } from './app.ts';
import { ada, event } from './sample-events.ts';

/** Senders that post events one after the other until they are told to stop, as Auth0 does whatever happens here. */
export class Load {
  /** Ids of the events that were answered 204. */
  readonly acknowledged: string[] = [];
  /** How often each other status was answered; 0 is no answer. */
  readonly others = new Map<number, number>();
  #isOver = false;
  readonly #senders: Promise<unknown>;

  constructor(app: App, { senders, prefix }: { senders: number; prefix: string }) {
    this.#senders = Promise.all(Array.from({ length: senders }, (_, place) => this.#send(app, `${prefix}-${place}`)));
  }

  async #send(app: App, prefix: string): Promise<void> {
    for (let number = 0; !this.#isOver; number += 1) {
      const id = `evt_${prefix}-${number}`;
      const posted = app.post(event('user.created', ada({ user_id: `auth0|${prefix}-${number % 50}` }), { id }));
      const status = await posted.then(
        (response) => response.status,
        () => 0,
      );
      if (status === 204) this.acknowledged.push(id);
      else this.others.set(status, (this.others.get(status) ?? 0) + 1);
    }
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#senders;
  }
}
