import { type Connector } from '../../connectors/connector';
import { type Bucket, fullBucket, refill, waitForPermit } from '../../connectors/bucket';
import { type ClaimedLane, type Settlement } from '../../connectors/connector-store';
import { type ConnectorFinding, heavierFinding } from '../../connectors/connector-finding';
import { isOutage, noOutage, type Outage } from '../../connectors/outage';
import { minuteMs, secondMs } from '../../spans';
import { type Store, type Topic } from '../../store';
import { log } from '../process/log';
import { instruments } from '../telemetry/instruments';
import { type AddressGuard } from './address-guard';
import { openSecret } from './connector-secret';
import { permitWithin } from './permits';
import { ConnectorPlanner } from './planner';
import { type BoundWork, endWorks, workOf } from './push-works';
import { settlementOf } from './settlement';

interface EngineParts {
  store: Store;
  guard: AddressGuard;
  /** Names this process among all that share the store, and those that it replaces. */
  holder: string;
  /** Makes a turn due at once. */
  wake: () => void;
  /** Asks Auth0 whether a user is gone; null: it cannot be asked. */
  isGoneAtAuth0?: ((userId: string) => Promise<boolean | null>) | undefined;
  /** Done once, before anything else. */
  atFirst?: (() => Promise<void>) | undefined;
}

/** A lane is in the hands of one push for this long, in ms. */
const leaseMs = minuteMs;

/** Pushes that are settled in one transaction: receipts wait for no more than these. */
const settledAtOnce = 100;

/** Without news, in ms: another process may have died with lanes in hand. */
const idleEveryMs = minuteMs;

/** Requests under way at a stop have this long to end, in ms. What they leave open is done again. */
const stopWaitMs = 5 * secondMs;

/** After an error of one connector, in ms. */
const afterErrorMs = 5 * secondMs;

/** What is remembered of a connector in memory. Nothing of it must survive a restart. */
interface Track {
  bucket: Bucket;
  inFlight: number;
  outage: Outage;
  /** Nothing more may be sent by pushes under way: it was paused, held or deleted, or asked for a pause. */
  isHalted: boolean;
}

interface Ended {
  settlement: Settlement;
  finding: ConnectorFinding | null;
}

/** A push that begins. */
interface Launched {
  connector: Connector;
  lanes: readonly ClaimedLane[];
  work: BoundWork;
  secrets: ReadonlyMap<string, string> | null;
  track: Track;
}

/** Carries on what changed: wakes lanes as the log grows, and pushes those that are due. */
export class ConnectorEngine {
  readonly name = 'connectors';
  readonly wakesOn: readonly Topic[] = ['events', 'connectors'];
  readonly restMs = 5;
  readonly #parts: EngineParts;
  readonly #planner: ConnectorPlanner;
  readonly #tracks = new Map<number, Track>();
  readonly #pushes = new Set<Promise<void>>();
  /** Lanes that pushes of this process have in hand, by number. */
  readonly #inHand = new Set<number>();
  #ended: Ended[] = [];
  #isStopping = false;
  #hasBegun = false;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#planner = new ConnectorPlanner(parts.store);
  }

  /** Settles what has ended, wakes what is to be carried on, and begins what is due. The ms until the next turn. */
  async turn(signal: AbortSignal): Promise<number> {
    const { store } = this.#parts;
    await this.#settle();
    if (signal.aborted) return idleEveryMs;
    if (!this.#hasBegun) await this.#begun();
    this.#hasBegun = true;
    const running = (await store.listConnectors()).filter(({ state }) => state === 'running');
    this.#halt(running);
    const planInMs = await this.#planner.turn(running);
    const pushInMs = await this.#push(running);
    return Math.max(0, Math.min(idleEveryMs, planInMs, pushInMs));
  }

  /** Begins nothing more, and waits for the requests under way, but not for long. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const late = new Promise<void>((resolve) => setTimeout(resolve, stopWaitMs).unref());
    await Promise.race([Promise.all(this.#pushes), late]);
    await this.#settle().catch((error: unknown) => {
      log.warn({ err: error }, 'Pushes could not be settled; they are done again');
    });
    await endWorks();
  }

  /** Pushes under way hear of a pause, a hold, a deletion and a wait, and forgets who is gone. */
  #halt(running: readonly Connector[]): void {
    const nowMs = this.#parts.store.nowMs();
    const loud = running.filter(({ quietUntilMs }) => quietUntilMs === null || quietUntilMs <= nowMs);
    const ids = new Set(loud.map(({ id }) => id));
    for (const [id, track] of this.#tracks) {
      // What a push has found out since the last settlement is not in the store yet.
      track.isHalted = !ids.has(id) || this.#ended.some((ended) => isHalt(ended, id));
      if (track.isHalted && track.inFlight === 0 && !running.some((connector) => connector.id === id)) {
        this.#tracks.delete(id);
      }
    }
  }

  async #begun(): Promise<void> {
    const { store, holder, atFirst } = this.#parts;
    await atFirst?.();
    // What bears our name was in the hands of a process that this one replaces.
    await store.releaseLanes(holder);
  }

  async #settle(): Promise<void> {
    const ended = this.#ended;
    if (ended.length === 0) return;
    this.#ended = [];
    const known = new Map<number, ConnectorFinding>();
    for (const { settlement, finding } of ended) {
      const { connectorId } = settlement;
      if (finding === null) continue;
      const before = known.get(connectorId);
      known.set(connectorId, before === undefined ? finding : heavierFinding(before, finding));
    }
    // With the first of them: what comes later must not take back what weighs more.
    let findings = [...known].map(([connectorId, finding]) => ({ connectorId, finding }));
    for (let first = 0; first < ended.length; first += settledAtOnce) {
      const some = ended.slice(first, first + settledAtOnce).map(({ settlement }) => settlement);
      const dropped = await this.#parts.store.settlePushes(some, findings).catch((error: unknown) => {
        // Kept for the next turn. What was saved all the same is known by its token.
        this.#ended = [...ended.slice(first), ...this.#ended];
        throw error;
      });
      findings = [];
      if (dropped > 0) instruments().droppedSettlements().add(dropped);
    }
  }

  /** Begins pushes as far as rate and room allow. The ms until more may be begun. */
  async #push(running: readonly Connector[]): Promise<number> {
    const { store } = this.#parts;
    const dues = new Map((await store.nextPushes()).map(({ connectorId, atMs }) => [connectorId, atMs]));
    let nextInMs = idleEveryMs;
    for (const connector of running) {
      const atMs = dues.get(connector.id);
      if (atMs === undefined) continue;
      const dueInMs = atMs - store.nowMs();
      const begin = () => this.#begin(connector).catch((error: unknown) => this.#failed(connector.id, error));
      nextInMs = Math.min(nextInMs, dueInMs > 0 ? dueInMs : await begin());
    }
    return nextInMs;
  }

  /** One connector that cannot be worked on keeps no other from its turn. The ms until it is tried again. */
  #failed(id: number, error: unknown): number {
    log.error({ err: error, connector: id }, 'A connector could not be worked on');
    return afterErrorMs;
  }

  async #begin(connector: Connector): Promise<number> {
    const work = workOf(connector);
    const track = this.#trackOf(connector.id, work);
    track.bucket = refill(track.bucket, work, performance.now());
    // Its end has brought the next turn, which settles it first.
    if (track.isHalted) return idleEveryMs;
    const isAfterOutage = isOutage(track.outage);
    // After an outage one lane tries alone.
    const room = (isAfterOutage ? 1 : work.mostPushes) - track.inFlight;
    // An end makes room, and brings the next turn.
    if (room <= 0) return idleEveryMs;
    const wanted = room * (isAfterOutage ? 1 : work.lanesInPush);
    const limit = Math.min(wanted, Math.floor(track.bucket.permits));
    if (limit === 0) return waitForPermit(track.bucket, work);
    // Before anything is taken: what is taken waits for its lease when this fails.
    const secrets = await this.#secretsOf(connector.id, work);
    const claimed = await this.#parts.store.claimLanes(connector.id, limit, {
      holder: this.#parts.holder,
      ms: leaseMs,
      configVersion: connector.configVersion,
    });
    // A clock that jumped ended leases of pushes that are still under way.
    const lanes = claimed.filter(({ seq }) => !this.#inHand.has(seq));
    track.bucket.permits -= lanes.length;
    for (let first = 0; first < lanes.length; first += work.lanesInPush) {
      this.#launch({ connector, lanes: lanes.slice(first, first + work.lanesInPush), work, secrets, track });
    }
    return claimed.length === limit && limit < wanted ? waitForPermit(track.bucket, work) : idleEveryMs;
  }

  #trackOf(id: number, work: BoundWork): Track {
    const known = this.#tracks.get(id);
    if (known !== undefined) return known;
    const track = { bucket: fullBucket(work, performance.now()), inFlight: 0, outage: noOutage, isHalted: false };
    this.#tracks.set(id, track);
    return track;
  }

  /** Opened secrets by name; null when one that is needed is missing, or any cannot be opened. */
  async #secretsOf(id: number, { secretNames }: BoundWork): Promise<Map<string, string> | null> {
    const opened = new Map<string, string>();
    for (const secret of await this.#parts.store.connectorSecrets(id)) {
      const text = openSecret(secret);
      if (text === null) return null;
      opened.set(secret.name, text);
    }
    return secretNames.every((name) => opened.has(name)) ? opened : null;
  }

  #launch(launched: Launched): void {
    const { connector, track, lanes } = launched;
    track.inFlight += 1;
    for (const { seq } of lanes) this.#inHand.add(seq);
    const push = this.#carryOn(launched)
      .then((ended) => void this.#ended.push(...ended))
      .catch((error: unknown) => {
        // The lanes are due again when their lease has ended.
        log.error({ err: error, connector: connector.id }, 'A push broke off');
      })
      .finally(() => {
        track.inFlight -= 1;
        for (const { seq } of lanes) this.#inHand.delete(seq);
        this.#pushes.delete(push);
        this.#parts.wake();
      });
    this.#pushes.add(push);
  }

  async #carryOn({ connector, lanes, work, secrets, track }: Launched): Promise<Ended[]> {
    const { store, guard, isGoneAtAuth0 = unasked } = this.#parts;
    if (secrets === null) {
      const stopped = { judgement: { kind: 'hold' as const, reason: 'key_missing' as const }, error: '' };
      const stand = { beganMs: store.nowMs(), nowMs: store.nowMs(), outage: noOutage, random: 0 };
      return lanes.map((lane) => settlementOf(lane, { doneSeq: lane.doneSeq, calls: [], stopped }, stand));
    }
    const takePermit = () => {
      track.bucket = refill(track.bucket, work, performance.now());
      if (track.bucket.permits < 1) return false;
      track.bucket.permits -= 1;
      return true;
    };
    const isStopping = () => this.#isStopping || track.isHalted;
    const untilPermit = (mostMs: number) => permitWithin({ mostMs, takePermit, isStopping });
    const world = { store, connector, secrets, guard, takePermit, untilPermit, isStopping, isGoneAtAuth0 };
    const beganMs = store.nowMs();
    const pushed = await work.push(world, lanes);
    // Of one push the other side was away once, however many lanes it had.
    const stand = { beganMs, nowMs: store.nowMs(), outage: track.outage };
    const ended = lanes.flatMap((lane, index) => {
      const one = pushed[index];
      return one === undefined ? [] : [settlementOf(lane, one, { ...stand, random: Math.random() })];
    });
    track.outage = ended.at(-1)?.outage ?? track.outage;
    // Before it is written: what is under way beside this one must not go on.
    if (ended.some((one) => isHalt(one, connector.id))) track.isHalted = true;
    for (const { result } of pushed.flatMap(({ calls }) => calls)) {
      instruments()
        .connectorCalls({ connector: String(connector.id), result })
        .add();
    }
    return ended;
  }
}

const unasked = () => Promise.resolve(null);

const isHalt = ({ settlement, finding }: Ended, id: number) =>
  settlement.connectorId === id && finding !== null && finding.kind !== 'answering';
