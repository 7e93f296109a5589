import { paths } from '../paths';
import { minuteMs } from '../spans';
import {
  type Connector,
  type ConnectorHour,
  type HoldReason,
  type Lane,
  type LaneCounts,
  type QuietReason,
} from './connector';
import { type ConnectorConfig, isTable } from './connector-config';
import { tableDefaults, tableNameOf } from './table-config';

/** Where a connector sends to, as lists name it: host, with its port where that is not the usual one, and table. */
export function targetOf(config: ConnectorConfig): string {
  if (isTable(config)) {
    const { kind, host, port, database } = config;
    const at = port === tableDefaults[kind].port ? host : `${host}:${port}`;
    return `${tableNameOf(config)} in ${database} at ${at}`;
  }
  if (config.kind === 'hubspot') return config.portal === null ? 'HubSpot' : `portal ${config.portal.id}`;
  const address = config.kind === 'rest' ? config.baseUrl : config.url;
  return URL.parse(address)?.host ?? address;
}

/**
 * Beginning of the address of a record's page, which the record's id ends. A stand-in at `standInUrl` has one page for all of
 * them. Null for what has no records, and before the account is known.
 */
export function recordPageOf(config: ConnectorConfig, standInUrl: string | null): string | null {
  if (config.kind !== 'hubspot' || config.portal === null) return null;
  const { id, uiDomain } = config.portal;
  if (!/^[\w.-]+$/.test(uiDomain) || !/^\w+$/.test(id)) return null;
  // HubSpot's number for contacts among its kinds of records.
  return standInUrl === null ? `https://${uiDomain}/contacts/${id}/record/0-1/` : `${standInUrl}?contact=`;
}

interface HoldWords {
  /** What is wrong, as the end of a sentence about the connector. */
  title: string;
  /** What has to be done before it is resumed, and what happens then. */
  detail: string;
  /** It may be the settings that have to change. */
  isSetting: boolean;
}

/** Why a connector was stopped by us, and what a person does about it. */
export const holdWords: Record<HoldReason, HoldWords> = {
  endpoint_gone: {
    title: 'the receiver answered 410 Gone',
    detail: 'It wants no more messages. Ask its owner, or change the address, then resume. Nothing is lost meanwhile.',
    isSetting: true,
  },
  key_missing: {
    title: 'its secret cannot be opened',
    detail:
      'The key that sealed it is not in CONNECTORS_KEY. Put it back and start again, or replace the secret, then resume. Nothing is lost meanwhile.',
    isSetting: true,
  },
  address_refused: {
    title: 'its address may not be asked',
    detail:
      'It leads to an inner network, or is plain http. Change the address, or name the host in CONNECTORS_ALLOW and start again, then resume. Nothing is lost meanwhile.',
    isSetting: true,
  },
  credential_refused: {
    title: 'its password or key was refused',
    detail: 'Give it again in the settings, then resume. Nothing is lost meanwhile.',
    isSetting: true,
  },
  certificate_refused: {
    title: 'the certificate of the database cannot be verified',
    detail:
      'It has expired, is of another name, or was not issued by an authority that is known here. Mend it, or choose "encrypt" to go on without checking it, then resume. Nothing is lost meanwhile.',
    isSetting: true,
  },
  permission_missing: {
    title: 'a right is missing there',
    detail: 'Grant what the last call or the check names, then resume. Nothing is lost meanwhile.',
    isSetting: true,
  },
  schema_changed: {
    title: 'what it writes to is not as it was',
    detail:
      'A table, a column, the unique index of the user id, a property or a part of an answer is missing; the last call names it. Mend it, or change the settings, then resume. Nothing is lost meanwhile.',
    isSetting: true,
  },
  scope_missing: {
    title: 'the credential lacks a scope',
    detail: 'Grant the scope that the last call names, then resume. Nothing is lost meanwhile.',
    isSetting: true,
  },
  mass_deletion: {
    title: 'unusually many users were deleted',
    detail:
      'Their records would be deactivated or archived. Look whether the users were meant to be deleted, then resume: what was deleted until then is carried on. Nothing is lost meanwhile.',
    isSetting: false,
  },
  restored: {
    title: 'Streamgauge was started from a backup',
    detail:
      'CONNECTORS=held stopped it: what was sent after the backup is not known here. Once resumed it goes on from where the backup stood, and events that were sent since may be sent again, with the same webhook-id.',
    isSetting: false,
  },
};

/** Why a connector waits by itself, as a sentence. */
export const quietWords: Record<QuietReason, string> = {
  asked: 'The other side asked for a pause.',
  outage: 'The other side does not answer, or answers with errors of its own.',
};

/** Whether a connector waits by itself at `nowMs`. */
export function isQuiet({ state, quietUntilMs }: Connector, nowMs: number): boolean {
  return state === 'running' && quietUntilMs !== null && quietUntilMs > nowMs;
}

/** Lanes that have something to carry on and need nobody. */
export function waitingOf({ waiting, running, retrying }: LaneCounts): number {
  return waiting + running + retrying;
}

/** Something that waits for longer than this, in ms, is late. */
const lateAfterMs = 5 * minuteMs;

/** Whether the oldest lane waits for longer than it should. */
export function isLate(oldestWaitingMs: number | null, nowMs: number): boolean {
  return oldestWaitingMs !== null && nowMs - oldestWaitingMs > lateAfterMs;
}

/** Sums over hours. */
export function sumHours(hours: readonly ConnectorHour[]): { pushed: number; failed: number } {
  const sum = (valueOf: (hour: ConnectorHour) => number) => hours.reduce((total, hour) => total + valueOf(hour), 0);
  return { pushed: sum(({ pushed }) => pushed), failed: sum(({ failed }) => failed) };
}

/** Page of what a lane is about. Ids of users hold a bar, those of organizations, groups and connections none. */
export function subjectHref({ key, isEvent }: Pick<Lane, 'key' | 'isEvent'>): string {
  if (isEvent) return paths.event(key);
  return key.includes('|') ? paths.user(key) : paths.eventsOfSubject(key);
}
