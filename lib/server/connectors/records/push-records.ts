import { type CallAct } from '../../../connectors/connector';
import { type ClaimedLane, type Settlement } from '../../../connectors/connector-store';
import { type CarriedUser } from '../../../connectors/mirror-source';
import { type UnderWay, type RecordEnd } from '../../../connectors/records/record-push';
import { beginPush, pushRecord } from '../../../connectors/records/push-record';
import {
  PushStopped,
  type RecordCall,
  type RecordReply,
  type StoppedReply,
} from '../../../connectors/records/record-reply';
import { secondMs } from '../../../spans';
import { log } from '../../process/log';
import { notMirrored, type Pushed, type PushWorld } from '../push-work';
import { type ConnectorConfig } from '../../../connectors/connector-config';
import { discreet } from './discreet-answer';
import { massGuard } from './mass-guard';
import { recordQuestions } from './record-questions';
import { type RecordSystem } from './record-system';

/** A push begins nothing new after this long, in ms: one request more fits into its lease. */
const longestMs = 45 * secondMs;

type World = PushWorld<ConnectorConfig>;
type Call = Settlement['calls'][number];

/** Brings the records of these lanes into step, one after the other. */
export async function pushRecords(
  world: World,
  lanes: readonly ClaimedLane[],
  system: RecordSystem,
): Promise<Pushed[]> {
  const users = await world.store.carriedUsers(lanes.map(({ key }) => key));
  const byId = new Map(users.map((user) => [user.userId, user]));
  return Promise.all(
    lanes.map(async (lane) => {
      const user = byId.get(lane.key);
      return user === undefined ? unknownUser(lane) : pushLane(world, { lane, user, system });
    }),
  );
}

/** The mirror does not have it: nothing was brought into step. */
function unknownUser({ wantedSeq, link, isOpen }: ClaimedLane): Pushed {
  return { doneSeq: wantedSeq, calls: [], stopped: notMirrored, record: { link, isOpen } };
}

interface Push {
  lane: ClaimedLane;
  user: CarriedUser;
  system: RecordSystem;
}

async function pushLane(world: World, { lane, user, system }: Push): Promise<Pushed> {
  const calls: Call[] = [];
  const ended = Promise.withResolvers<boolean>();
  const way = beginPush(
    {
      ...recordQuestions(world, { lane, user }),
      claim: (link) => world.store.claimRecord(lane, link),
      mayDeactivate: () => massGuard(world, lane, ended.promise),
      call: caller(world, system, calls),
    },
    {
      ...{ user, mapping: system.mapping, policies: system.policies },
      ...{ userIdTarget: system.userIdTarget, emailTarget: system.emailTarget, recordIdShape: system.recordIdShape },
      sinceMs: world.connector.createdAtMs,
      ...{ link: lane.link, isOpen: lane.isOpen, decision: lane.decision, waitingSinceMs: lane.waitingSinceMs },
    },
  );
  try {
    return pushedOf(lane, { way, calls }, await pushRecord(way));
  } catch (error) {
    const { judgement, error: text } = error instanceof PushStopped ? error.reply : fault(world, error);
    return { doneSeq: lane.doneSeq, calls, stopped: { judgement, error: text }, record: recordOf(way) };
  } finally {
    ended.resolve(mayHaveDeactivated(way, calls));
  }
}

/** It was said so, or nobody knows how the last request ended. */
const mayHaveDeactivated = ({ progress }: UnderWay, calls: readonly Call[]) =>
  progress.isOpen || calls.some(({ act, result }) => (act === 'deactivate' || act === 'archive') && result === 'done');

/** A fault of ours, with this user: tried again like a refusal, and brought before a person in the end. */
function fault({ connector }: World, error: unknown): Pick<StoppedReply, 'judgement' | 'error'> {
  log.error({ err: error, connector: connector.id }, 'A user could not be carried on');
  const judgement = { kind: 'failed' as const, isOutage: false, isAnswered: true };
  return { judgement, error: 'Streamgauge itself failed; its log says why' };
}

const recordOf = ({ progress }: UnderWay): NonNullable<Settlement['record']> => {
  const { link, isOpen, handOver } = progress;
  return { link, isOpen, handOver };
};

function pushedOf(lane: ClaimedLane, { way, calls }: { way: UnderWay; calls: Call[] }, end: RecordEnd): Pushed {
  const record = recordOf(way);
  const stoppedAt = (judgement: NonNullable<Pushed['stopped']>['judgement'], error: string): Pushed => ({
    ...{ doneSeq: lane.doneSeq, calls, record },
    stopped: { judgement, error },
  });
  switch (end.kind) {
    case 'in_step':
      return { doneSeq: lane.wantedSeq, calls, record, stopped: null };
    case 'park':
      return { ...stoppedAt({ kind: 'park', reason: end.reason }, ''), doneSeq: lane.wantedSeq };
    case 'wait':
      return stoppedAt({ kind: 'wait', untilMs: end.untilMs }, '');
    case 'hold':
      return stoppedAt({ kind: 'hold', reason: end.reason }, '');
    case 'review': {
      const { reason, text, candidates, refused } = end;
      return stoppedAt({ kind: 'refused', reason, facts: { candidates, refused } }, text);
    }
  }
}

/** Asks within the rate, notes each request, and ends the push when it has taken too long or nothing more may begin. */
function caller(world: World, system: RecordSystem, calls: Call[]): UnderWay['world']['call'] {
  const untilMs = performance.now() + longestMs;
  const asked: RecordCall[] = [];
  return async (call) => {
    // The first has its permit already.
    const mayGoOn = calls.length === 0 ? !world.isStopping() : await world.untilPermit(untilMs - performance.now());
    if (!mayGoOn) throw interrupted(world.store.nowMs());
    const atMs = world.store.nowMs();
    asked.push(call);
    const { reply, told } = discreet(await system.ask(call), asked, system);
    if (told !== null) calls.push({ ...told, ...noted(call, reply, system), atMs });
    if (reply.kind === 'stopped') throw new PushStopped(reply);
    return reply;
  };
}

/** Nobody's fault: the rest is done in the lane's next turn. */
function interrupted(nowMs: number): PushStopped {
  const judgement = { kind: 'wait' as const, untilMs: nowMs };
  return new PushStopped({ kind: 'stopped', judgement, error: '', isUnknown: false });
}

function noted(call: RecordCall, reply: RecordReply, system: RecordSystem) {
  const targets = 'values' in call ? Object.keys(call.values) : null;
  const isTold = reply.kind === 'record' || reply.kind === 'none';
  const result = isTold ? ('done' as const) : reply.kind === 'stopped' ? ('failed' as const) : ('refused' as const);
  // That there is no such record is an answer like any other.
  const isPlain = reply.kind === 'none' && call.act === 'read';
  return {
    ...{ eventId: null, eventType: null, act: actOf(call, system), targets, result },
    ...(isPlain && { excerpt: null }),
  };
}

/** A mark that only a deletion sets is told apart from other updates: what guards against many of them counts it. */
function actOf(call: RecordCall, { policies }: RecordSystem): CallAct {
  if (call.act !== 'update') return call.act;
  const { target, value } = policies.deactivation;
  const names = Object.keys(call.values);
  return names.length === 1 && call.values[target] === value ? 'deactivate' : 'update';
}
