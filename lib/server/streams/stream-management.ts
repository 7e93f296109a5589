import { type AuditStore } from '../../audit/audit-store';
import { type JsonObject } from '../../json/json';
import { type EventStream } from '../../streams/stream';
import {
  authorizationOf,
  isAuthorizationMethod,
  secretFields,
  type StreamDraft,
  type StreamPatch,
} from '../../streams/stream-draft';
import { type StreamStore } from '../../streams/stream-store';
import { Problem } from '../http/problem';
import { type Management } from '../management/client';
import { getStream, makeStream, patchStream, removeStream } from '../management/streams';
import { env } from '../process/env';
import { audited } from './audited';
import { streamRefusal } from './stream-refusal';
import { noteGone, noteLastSight, noteSight } from './stream-sights';
import { withWebhookSecret } from './webhook-secret';

interface Deed {
  store: Pick<AuditStore, 'recordAudit'> & Pick<StreamStore, 'noteStreams' | 'listStreamChanges'>;
  management: Management;
  /** E-mail address or subject of the person who acts. */
  actor: string;
}

/** Changes that are read to tell what somebody else has changed. */
const changesRead = 20;

/**
 * Makes an event stream at Auth0, on record. Throws a `Problem`: with `field` where Auth0 refused a value, with `missingScope` and
 * `grantCommand` where the application lacks `create:event_streams`.
 */
export async function createStream(deed: Deed & { draft: StreamDraft }): Promise<EventStream> {
  const { store, management, actor } = deed;
  const draft = withWebhookSecret(deed.draft, env());
  const act = {
    store,
    actor,
    action: 'stream_created',
    target: draft.name ?? 'unnamed',
    detail: detailOf(draft),
  } as const;
  const note = (stream: EventStream) => noteSight(store, stream, { atMs: Date.now(), by: actor });
  try {
    return await audited(act, () => makeStream(management, draft, note));
  } catch (error) {
    throw streamRefusal(error, draft);
  }
}

/**
 * Changes an event stream at Auth0, on record. `updatedAt` is Auth0's time of the version that was edited: with another one there, nothing
 * is changed, and the 409 `Problem` tells what somebody else has changed (`current`, `changed`, `changedBy`). Auth0 compares nothing
 * itself, so a change in the same instant is not noticed. Throws a `Problem` as `createStream`.
 */
export async function changeStream(
  deed: Deed & { streamId: string; patch: StreamPatch; updatedAt: string },
): Promise<EventStream> {
  const { store, management, actor, streamId, updatedAt } = deed;
  const patch = withWebhookSecret(deed.patch, env());
  try {
    const current = await getStream(management, streamId);
    await requireSeen(deed, current, updatedAt);
    requireChangeable(current, patch);
    await noteLastSight(store, management, streamId);
    const note = (stream: EventStream) => noteSight(store, stream, { atMs: Date.now(), by: actor });
    const detail = { ...detailOf(patch), fields: Object.keys(patch) };
    const act = { store, actor, action: 'stream_changed', target: streamId, detail } as const;
    return await audited(act, () => patchStream(management, streamId, { patch, note }));
  } catch (error) {
    throw streamRefusal(error, patch);
  }
}

/**
 * Deletes an event stream at Auth0, on record. Where a `name` is given it must be the stream's. What was received from it stays here,
 * with its history. Throws a `Problem`: 404 where there is none, 400 for another name.
 */
export async function deleteStream(
  deed: Deed & { streamId: string; name: string | undefined },
): Promise<Pick<EventStream, 'id' | 'name'>> {
  const { store, management, actor, streamId, name } = deed;
  try {
    const stream = await getStream(management, streamId);
    if (name !== undefined && name !== stream.name) {
      throw new Problem(400, 'Bad value', 'query field "name": is not the name of this event stream.', {
        field: 'name',
      });
    }
    const act = { store, actor, action: 'stream_deleted', target: streamId, detail: { name: stream.name } } as const;
    await noteLastSight(store, management, streamId);
    await audited(act, () =>
      removeStream(management, streamId, () => noteGone(store, streamId, { atMs: Date.now(), by: actor })),
    );
    return { id: streamId, name: stream.name };
  } catch (error) {
    throw streamRefusal(error);
  }
}

async function requireSeen({ store }: Deed, current: EventStream, updatedAt: string): Promise<void> {
  if (current.updatedAt === updatedAt) return;
  await noteSight(store, current, { atMs: Date.now(), by: null });
  const { items } = await store.listStreamChanges(current.id, { limit: changesRead });
  const since = items.filter(({ atMs, kind }) => kind !== 'first_seen' && !(atMs < Date.parse(updatedAt)));
  const changed = [...new Set(since.flatMap(({ kind, settings }) => (kind === 'status' ? ['status'] : settings)))];
  const changedBy = [...new Set(since.flatMap(({ by }) => by ?? []))];
  const what =
    changed.length === 0
      ? 'Nothing that Auth0 shows differs, so it may be a secret.'
      : `Changed: ${changed.join(', ')}.`;
  throw new Problem(
    409,
    'Changed meanwhile',
    `The event stream has changed at Auth0 since ${updatedAt}, and nothing was saved. ${what} Read it again, then send its new updatedAt.`,
    { current, changed, changedBy },
  );
}

/** Auth0 changes webhooks alone, never the kind, and needs the secret of a new method. */
function requireChangeable(current: EventStream, patch: StreamPatch): void {
  const { destination } = patch;
  if (destination === undefined) return;
  const { type, authorization } = current.destination;
  if (destination.type !== type) throw refused('destination.type', `must stay ${type}: create another event stream`);
  if (type === 'eventbridge' || type === 'action') {
    throw refused('destination', `of the kind ${type} can never be changed: create another event stream`);
  }
  const given = authorizationOf(patch);
  if (given === null || !isAuthorizationMethod(given.method) || given.method === authorization?.method) return;
  const field = secretFields[given.method];
  if (typeof given[field] === 'string' && given[field] !== '') return;
  const path = `destination.configuration.webhook_authorization.${field}`;
  throw refused(path, 'must hold the secret, because the method is another one');
}

function refused(field: string, message: string): Problem {
  return new Problem(400, 'Bad value', `body field "${field}": ${message}.`, { field });
}

/** What the audit trail keeps of a body: no secret, and of an address the host alone. */
function detailOf({ name, status, subscriptions, destination }: StreamPatch): JsonObject {
  const endpoint = destination?.configuration.webhook_endpoint;
  const host = typeof endpoint === 'string' && URL.canParse(endpoint) ? new URL(endpoint).host : null;
  return {
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
    ...(destination !== undefined && { destination: destination.type }),
    ...(host !== null && { host }),
    ...(subscriptions !== undefined && { subscriptions: subscriptions.map(({ event_type: type }) => type) }),
  };
}
