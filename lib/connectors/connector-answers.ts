import { type CheckFinding } from './check-finding';
import { type Page } from '../page';
import { type PropertyFacts } from './records/check-mapping';
import { type EventCarry } from './event-carry';
import { type DayUsage } from './hubspot/hubspot-account';
import { type UserPush } from './user-push';
import { type RecordGlance } from './records/record-glance';
import {
  type Connector,
  type ConnectorCall,
  type ConnectorHour,
  type ConnectorKind,
  type ConnectorState,
  type Lane,
  type LaneCounts,
  type ReviewReason,
} from './connector';

/** A connector with what a list shows of it. */
export interface ConnectorRow extends Connector {
  lanes: LaneCounts;
  /** Since when the oldest lane waits; null when all are in step. */
  oldestWaitingMs: number | null;
  /** Events of the log that have not woken its lanes yet. Nothing waits for a draft. */
  eventsBehind: number;
  /** When the other side took something last; null while no request on record was taken. */
  lastTakenMs: number | null;
  /** The last 24 hours, oldest first, each of them. */
  hours: ConnectorHour[];
  /** Beginning of the address of a record's page, which its id ends; null for what has none, or is not known yet. */
  recordPage: string | null;
}

/** Answer of `GET /api/connectors`. */
export interface ConnectorListAnswer {
  /** What needs a person first, then by name. */
  items: ConnectorRow[];
  /** `off`: nothing is carried on, by the setting `CONNECTORS`. */
  mode: 'on' | 'held' | 'off';
  /** Whether secrets can be sealed: `CONNECTORS_KEY` is set. Nothing can be made otherwise. */
  canSeal: boolean;
  /** A stand-in on this machine is asked in HubSpot's place: `HUBSPOT_BASE_URL` is set. */
  standIn: boolean;
  nowMs: number;
}

/** A secret as it may be told: never its value. */
export interface SecretNote {
  name: string;
  setAtMs: number;
  setBy: string;
}

/** Answer of `GET /api/connectors/[id]` and of each act on it. */
export interface ConnectorAnswer extends ConnectorRow {
  secrets: SecretNote[];
  mode: ConnectorListAnswer['mode'];
  nowMs: number;
}

/** Answer of `POST /api/connectors`, and of a new signing secret: it is told once, here. */
export interface NewSecretAnswer {
  connector: ConnectorAnswer;
  /** Null where a person has set it. */
  secret: string | null;
}

/** What the subject of a row is called in the mirror; null where it is not there, or has no name and no address. */
interface Named {
  name: string | null;
}

/** A lane with what its user is called. */
export type LaneRow = Lane & Named;

/** Answer of `GET /api/connectors/[id]/lanes`: newest first, by `seq`. */
export type LaneListAnswer = Page<LaneRow>;

/** A request with what the user that it was about is called. */
export type CallRow = ConnectorCall & Named;

/** Answer of `GET /api/connectors/[id]/calls`: newest first. */
export type CallListAnswer = Page<CallRow>;

/** Answer of `POST /api/connectors/[id]/test`. */
export interface ConnectorTestAnswer {
  isTaken: boolean;
  status: number | null;
  tookMs: number;
  /** "answered 204", or why there was no answer. */
  text: string;
}

/** What a check has found about an account of HubSpot. */
export interface HubspotCheck {
  /** Null while the account could not be asked. */
  portal: { id: string; timeZone: string; uiDomain: string } | null;
  /** What the key may do; `isGranted` is null where that cannot be told without writing. */
  scopes: { name: string; isGranted: boolean | null; isNeeded: boolean }[];
  /** Properties that are mapped and are not there, and could be made. */
  missing: { name: string; label: string; isUnique: boolean }[];
}

/** Answer of `POST /api/connectors/[id]/check`. */
export interface ConnectorCheckAnswer {
  isReady: boolean;
  findings: CheckFinding[];
  /** The statement that makes the table, or adds what it lacks; null when nothing does. */
  statement: string | null;
  /** What the table has now. */
  columns: { name: string; type: string }[];
  /** Absent for a table. */
  hubspot?: HubspotCheck;
}

/** Answer of `GET /api/connectors/[id]/targets`: what a mapping can fill. */
export interface TargetListAnswer {
  properties: PropertyFacts[];
  /** They are asked for again after an hour, or when a person wants it. */
  readAtMs: number;
}

/** Answer of `GET /api/connectors/[id]/budget`: requests of the account's day, all of its apps together. */
export interface DayBudgetAnswer extends DayUsage {
  /** It is asked for again after a minute. */
  readAtMs: number;
}

/** One case that a person must decide. */
export type ReviewRow = LaneRow & {
  connectorId: number;
  connectorName: string;
  connectorKind: ConnectorKind;
};

/** Answer of `GET /api/reviews`: newest first, with how many there are in all. */
export interface ReviewListAnswer extends Page<ReviewRow> {
  counts: { connectorId: number; reason: ReviewReason; count: number }[];
  nowMs: number;
}

/** Answer of `GET /api/users/[id]/connectors`. */
export interface UserConnectorsAnswer {
  items: (ReviewRow & { connectorState: ConnectorState })[];
  /** What was sent about the user, newest first: of the newest 50 requests of each connector those that wrote. */
  pushes: UserPush[];
}

/** Answer of `POST /api/reviews/bulk`. `hasMore`: some are left for the next request. */
export interface BulkReviewAnswer {
  decided: number;
  hasMore: boolean;
}

/** Answer of `GET /api/connectors/[id]/records`. */
export interface RecordListAnswer {
  /** What is not there, or is archived, is left out. */
  items: RecordGlance[];
  readAtMs: number;
}

/** Answer of `GET /api/events/[id]/connectors`: the connectors that were started, oldest first. */
export interface EventConnectorsAnswer {
  items: {
    connectorId: number;
    connectorName: string;
    connectorKind: ConnectorKind;
    carry: EventCarry;
    /** The record of the event's user at the other side. */
    recordId: string | null;
    laneSeq: number | null;
  }[];
}
