import { type RecordedReceipt } from '@/lib/events/receipt';
import { type Store, StoreUnavailableError } from '@/lib/store';
import { type Deed, deeds } from '../shared/deeds';
import { type PollWrites } from '../shared/sync-deliveries';
import { closedError } from '../shared/unavailable';
import { reviveError } from './carried-error';
import { type Carrier, noCarrier } from './carrier';
import { type ChannelEnd } from './channel-end';
import { type Reply, type Request, type ServedMethod } from './messages';
import { fromPlain, toPlain } from './plain-values';
import { toFeedStepMessage, toReceiptMessage } from './receipt-message';

interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** Has deeds done by the process that writes. */
export class RemoteDeeds {
  readonly #end: ChannelEnd;
  readonly #carrier: Carrier;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #isClosing = false;
  #isGone = false;
  #idle: (() => void)[] = [];

  constructor(end: ChannelEnd, carrier: Carrier = noCarrier) {
    this.#end = end;
    this.#carrier = carrier;
  }

  /** The deeds of the port, each as a message. */
  get deeds(): Pick<Store, Deed> {
    const asked = deeds.map((method) => [method, (...parameters: unknown[]) => this.ask(method, parameters)] as const);
    return {
      // The same names, each with a function of the same parameters and answer.
      ...(Object.fromEntries(asked) as unknown as Pick<Store, Deed>),
      // As the answer is no promise, or can be no failure:
      announce: (topics) => void this.ask('announce', [topics]).catch(() => undefined),
      recordRejection: (rejection) => this.ask('recordRejection', [rejection]).then(nothing, nothing),
      recordReceipt: (receipt) => this.ask('recordReceipt', [toReceiptMessage(receipt)]) as Promise<RecordedReceipt>,
      saveFeedStep: (step) => this.ask('saveFeedStep', [toFeedStepMessage(step)]) as Promise<boolean>,
    };
  }

  /** The steps of a deed that begins with reading. */
  get pollWrites(): PollWrites {
    return {
      takeListed: (...parameters) => this.ask('takeListed', parameters) as Promise<boolean>,
      endUnlisted: (...parameters) => this.ask('endUnlisted', parameters) as Promise<boolean>,
      notePoll: (...parameters) => this.ask('notePoll', parameters) as Promise<void>,
    };
  }

  /** Sends at once, so that deeds are begun in the order in which they were asked for. */
  ask(method: ServedMethod, parameters: readonly unknown[]): Promise<unknown> {
    if (this.#isClosing) return Promise.reject(closedError());
    if (this.#isGone) return Promise.reject(new StoreUnavailableError('The process that stores changes is gone'));
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      const id = this.#lastId;
      const plain = parameters.map(toPlain);
      const carried = this.#carrier.carry();
      const along = carried === undefined ? {} : { carried };
      this.#end.send({ store: 'request', id, method, parameters: plain, ...along } satisfies Request);
      this.#pending.set(id, { resolve, reject });
    });
  }

  /** To be told of every reply. */
  settle(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    this.#forget(reply.id);
    if (reply.store === 'answer') pending?.resolve(fromPlain(reply.value));
    else pending?.reject(reviveError(reply.error));
  }

  /** To be told when the other side is gone: what was asked for and not answered may have been done. */
  abandon(): void {
    this.#isGone = true;
    for (const [id, { reject }] of this.#pending) {
      this.#forget(id);
      const message = 'The process that stores changes went away before it answered: the change may have been made';
      reject(new StoreUnavailableError(message, { mayHaveHappened: true }));
    }
  }

  /** Refuses what comes from now on and resolves when everything asked for is settled. */
  async drain(): Promise<void> {
    this.#isClosing = true;
    if (this.#pending.size > 0) await new Promise<void>((resolve) => void this.#idle.push(resolve));
  }

  #forget(id: number): void {
    this.#pending.delete(id);
    if (this.#pending.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}

const nothing = (): void => undefined;
