import { type EventStream } from '../../streams/stream';
import { announceStreams } from '../process/store';
import { log } from '../process/log';
import { type Management } from './client';
import { isManagementError } from './errors';
import { announcingRead, isPassing, listOf, listStreams, type StreamList } from './streams';

/** The tenant's event streams as far as they are known now. Every screen reads these, so that all tell the same. */
export interface KnownStreams {
  /** False: the settings name no application for the Management API. */
  configured: boolean;
  /** Null until Auth0 answered for the first time. */
  streams: EventStream[] | null;
  /** When the list was read; null before that. */
  asOfMs: number | null;
  /** Why the newest poll failed; null when it did not. */
  failure: string | null;
  /** True: it failed for what only a person can fix, such as credentials or a scope. */
  isRefused: boolean;
}

const unknown: KnownStreams = { configured: true, streams: null, asOfMs: null, failure: null, isRefused: false };

/** A screen that is about event streams waits this long (ms) for Auth0, then shows what was known before. */
export const screenPatienceMs = 1_000;

/** Where names and hosts are a comfort, a screen waits this long (ms) for them. */
const comfortPatienceMs = 400;

/**
 * The event streams without delay or exception, so that Auth0 can be away. `screen` and `comfort` say how much the caller
 * needs them. An answer that comes late is announced.
 */
export async function knownStreams(management: Management | null, need: 'screen' | 'comfort'): Promise<KnownStreams> {
  if (management === null) return { ...unknown, configured: false };
  try {
    const list = await within(management, need === 'screen' ? screenPatienceMs : comfortPatienceMs);
    if (list === null) return unknown;
    return { ...unknown, streams: list.streams, asOfMs: list.checkedAtMs, failure: list.failure };
  } catch (error) {
    const kept = management.streams.last();
    return {
      configured: true,
      streams: kept?.value ?? null,
      asOfMs: kept?.atMs ?? null,
      failure: reasonOf(error),
      isRefused: isManagementError(error) && !isPassing(error),
    };
  }
}

/**
 * As `knownStreams` for screens that are nothing without a list: with none at hand they wait for Auth0. Throws
 * `ManagementError` for what only a person can fix.
 */
export async function requiredStreams(management: Management): Promise<StreamList> {
  return (await within(management, screenPatienceMs)) ?? listStreams(management);
}

async function within(management: Management, withinMs: number): Promise<StreamList | null> {
  const waiting = { withinMs, onLate: announceStreams };
  const aged = await management.streams.getSoon(announcingRead(management, 'person'), isPassing, waiting);
  return aged === null ? null : listOf(aged);
}

function reasonOf(error: unknown): string {
  if (isManagementError(error)) return error.message;
  log.error({ err: error }, 'Reading the event streams failed');
  return 'Reading the event streams failed inside Streamgauge; see its log.';
}
