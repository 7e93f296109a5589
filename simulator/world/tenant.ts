import { type Clock, isoTime } from '../ground/clock.ts';
import { type ActionNetwork, ActionSandbox } from '../delivery/action-sandbox.ts';
import { type Carrier, createCarrier } from '../delivery/carrier.ts';
import type { Errand } from '../delivery/delivery-line.ts';
import type { Sender } from '../delivery/sender.ts';
import { type AskedBy, StreamOutlet } from '../delivery/stream-outlet.ts';
import { objectOr, textOf } from '../ground/json.ts';
import { Ring } from '../ground/ring.ts';
import type { Settings } from '../ground/settings.ts';
import { ActionStore, runnable, type RunnableAction, type StoredAction } from '../tenant/action-store.ts';
import { type CloudEvent, happening, type Happening, onStream, requestContext } from '../tenant/cloud-event.ts';
import { Directory } from '../tenant/directory.ts';
import { EventJournal } from '../tenant/event-journal.ts';
import type { EventDataByType } from '../tenant/event-types.ts';
import type { EventStream } from '../tenant/event-stream.ts';
import { ExportJobs } from '../tenant/export-jobs.ts';
import { RoleStore } from '../tenant/role-store.ts';
import type { UserChange } from '../tenant/tenant-user.ts';
import { UserStore } from '../tenant/user-store.ts';

/** One line of what went on, for the page and for `GET /__sim/state`. */
export interface FeedEntry {
  at: string;
  what: 'event' | 'delivered' | 'failed' | 'stream' | 'action';
  text: string;
  type?: string;
  id?: string;
  stream?: string;
}

/** A redelivery that was taken. */
export interface Redelivery {
  at: string;
  stream: string;
  event: string;
  by: AskedBy;
}

interface TenantDeps {
  clock: Clock;
  settings: Settings;
  sender: Sender;
  /** What Actions reach; nothing where it is left out. */
  network?: ActionNetwork;
}

const FEED_LENGTH = 200;
const REDELIVERIES_KEPT = 20_000;

/** Whom or what an event is about, in a few words. */
export function subjectOf(data: object): string {
  const object = objectOr(objectOr({ ...data }).object);
  return textOf(object.email) ?? textOf(object.user_id) ?? textOf(object.name) ?? textOf(object.id) ?? '';
}

/** The tenant: users, event streams, and the way from a change of the one to deliveries on the other. */
export class Tenant {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly users = new UserStore();
  readonly actions = new ActionStore();
  readonly directory = new Directory();
  readonly roles = new RoleStore();
  readonly exports = new ExportJobs();
  readonly journal = new EventJournal(() => this.settings.sse.keep);
  readonly feed = new Ring<FeedEntry>(FEED_LENGTH);
  readonly redeliveries = new Ring<Redelivery>(REDELIVERIES_KEPT);
  /** Deliveries that the app took before this start, in order of arrival. */
  past: readonly { receivedAt: string; event: CloudEvent }[] = [];
  readonly #sender: Sender;
  readonly #sandbox: ActionSandbox;
  readonly #carrier: Carrier;
  #outlets = new Map<string, StreamOutlet>();

  constructor({ clock, settings, sender, network }: TenantDeps) {
    this.#sandbox = new ActionSandbox(network);
    this.clock = clock;
    this.settings = settings;
    this.#sender = sender;
    this.#carrier = createCarrier({
      settings,
      sender,
      actions: this.actions,
      sandbox: this.#sandbox,
      onLog: (text) => this.note({ what: 'action', text }),
    });
  }

  /** Actions with the number of requests each has made. */
  listActions(): (Pick<StoredAction, 'id' | 'name' | 'trigger'> & Partial<RunnableAction> & { calls: number })[] {
    return this.actions.list().map((action) => {
      const { id, name, trigger } = action;
      return { id, name, trigger, ...runnable(action), calls: this.#sandbox.callsOf(id) };
    });
  }

  outlets(): StreamOutlet[] {
    return [...this.#outlets.values()];
  }

  outlet(id: string): StreamOutlet | undefined {
    return this.#outlets.get(id);
  }

  addStream(stream: EventStream): StreamOutlet {
    const outlet = new StreamOutlet(stream, {
      clock: this.clock,
      settings: this.settings,
      carrier: this.#carrier,
      onSettled: (settled, errand, outcome) => this.#noteOutcome(settled, errand, outcome),
      onDisabled: (disabled) =>
        this.note({ what: 'stream', text: 'switched off after too many failures', stream: disabled.name }),
      onAsked: ({ id }, event, by) =>
        this.redeliveries.add({ at: isoTime(this.clock.now()), stream: id, event: event.id, by }),
    });
    this.#outlets.set(stream.id, outlet);
    return outlet;
  }

  removeStream(id: string): void {
    this.#outlets.get(id)?.stop();
    this.#outlets.delete(id);
  }

  /** Turns changes of users into events and hands them to every stream that asked for them. */
  announce(...changes: UserChange[]): void {
    for (const change of changes) this.emit(this.eventOf(change));
  }

  /** `id` is drawn unless it is given. */
  eventOf(change: UserChange, id?: string): Happening {
    const deleted = change.type === 'user.deleted' ? Date.parse(change.object.deleted_at) : undefined;
    const atMs = deleted ?? Date.parse(change.object.updated_at);
    return happening({ type: change.type, data: this.#dataOf(change), atMs, id });
  }

  emit(event: Happening): void {
    this.note({ what: 'event', text: subjectOf(event.data), type: event.type, id: event.id });
    this.journal.add(event);
    for (const outlet of this.#outlets.values()) {
      if (outlet.stream.subscriptions.includes(event.type)) outlet.offer(onStream(event, outlet.stream.id));
    }
  }

  /** To one stream whatever it subscribed to. */
  emitTo(outlet: StreamOutlet, event: CloudEvent): void {
    this.note({ what: 'event', text: subjectOf(event.data), type: event.type, id: event.id });
    outlet.offer(event);
  }

  note(entry: Omit<FeedEntry, 'at'>): void {
    this.feed.add({ at: isoTime(this.clock.now()), ...entry });
  }

  stop(): void {
    for (const outlet of this.#outlets.values()) outlet.stop();
    this.#sender.close();
    this.#sandbox.close();
    this.journal.close();
  }

  #dataOf(change: UserChange): EventDataByType[UserChange['type']] {
    const { settings } = this;
    return {
      object: change.object,
      ...(settings.previousObject && change.previous && { previous_object: change.previous }),
      ...(settings.context && { context: requestContext() }),
    };
  }

  #noteOutcome(stream: EventStream, errand: Errand, outcome: 'delivered' | 'failed'): void {
    this.note({
      what: outcome,
      text: errand.redelivery ? 'redelivery' : subjectOf(errand.event.data),
      type: errand.event.type,
      id: errand.event.id,
      stream: stream.name,
    });
  }
}
