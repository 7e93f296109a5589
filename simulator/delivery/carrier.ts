import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../ground/json.ts';
import type { Settings } from '../ground/settings.ts';
import { type ActionStore, runnable } from '../tenant/action-store.ts';
import type { CloudEvent } from '../tenant/cloud-event.ts';
import type { Destination, EventBridgeDestination, HttpTarget } from '../tenant/event-stream.ts';
import type { ActionSandbox } from './action-sandbox.ts';
import type { Reply } from './attempt-rules.ts';
import type { Mischief } from './mischief.ts';
import type { Sender } from './sender.ts';

/** One attempt to hand one event to one destination. */
export interface Parcel {
  destination: Destination;
  event: CloudEvent;
  /** What is sent: the event, or its trimmed copy. */
  content: CloudEvent | JsonObject;
  mischief: Mischief;
}

/** Carries events to whatever a stream's destination is. */
export interface Carrier {
  carry(parcel: Parcel): Promise<Reply>;
}

interface CarrierDeps {
  settings: Settings;
  sender: Sender;
  actions: ActionStore;
  sandbox: ActionSandbox;
  /** Told what an Action wrote with `console`. */
  onLog: (text: string) => void;
}

const TAKEN: Reply = { kind: 'answer', status: 204, body: '' };
// Published for API destinations of EventBridge.
const BUS_TIMEOUT_MS = 5000;

/** The event as EventBridge wraps it; `detail-type` is not published by Auth0 and taken to be the event type. */
export function awsEnvelope(destination: EventBridgeDestination, { event, content }: Parcel): JsonObject {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': event.type,
    source: destination.partnerSource,
    account: destination.account,
    // Whole seconds, as AWS writes them.
    time: new Date(event.time).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    region: destination.region,
    resources: [],
    detail: content,
  };
}

function busOf(destination: EventBridgeDestination, { eventBus }: Settings): HttpTarget | undefined {
  if (destination.bus) return destination.bus;
  if (eventBus.url === '') return undefined;
  const { url, header, value } = eventBus;
  return { endpoint: url, authorization: { method: 'custom_header', header_key: header, header_value: value } };
}

export function createCarrier({ settings, sender, actions, sandbox, onLog }: CarrierDeps): Carrier {
  const toWebhook = (target: HttpTarget, { content, mischief }: Parcel) =>
    sender.send(target, { body: JSON.stringify(content), timeoutMs: settings.requestTimeoutMs, mischief });

  async function toBus(destination: EventBridgeDestination, parcel: Parcel): Promise<Reply> {
    const bus = busOf(destination, settings);
    // A partner event source takes whatever it is given; what becomes of it in AWS, Auth0 never learns.
    if (!bus) return TAKEN;
    return sender.send(bus, {
      body: JSON.stringify(awsEnvelope(destination, parcel)),
      timeoutMs: Math.min(BUS_TIMEOUT_MS, settings.requestTimeoutMs),
      headers: {
        'user-agent': 'Amazon/EventBridge/ApiDestinations',
        'content-type': 'application/json; charset=utf-8',
      },
      mischief: parcel.mischief,
    });
  }

  async function toAction(actionId: string, { content }: Parcel): Promise<Reply> {
    const stored = actions.get(actionId);
    const action = stored && runnable(stored);
    if (!action) return { kind: 'transport', reason: 'That action does not exist.' };
    const { error, logs } = await sandbox.execute(action, { ...content }, settings.actionTimeoutMs);
    for (const line of logs) onLog(`${action.name}: ${line}`);
    return error === undefined ? TAKEN : { kind: 'transport', reason: error };
  }

  return {
    carry(parcel) {
      const { destination } = parcel;
      if (destination.type === 'webhook') return toWebhook(destination, parcel);
      if (destination.type === 'eventbridge') return toBus(destination, parcel);
      return toAction(destination.actionId, parcel);
    },
  };
}
