import { type ConnectorFinding } from '../../connectors/connector-finding';
import { type ClaimedLane, type Settlement } from '../../connectors/connector-store';
import { type Judgement } from '../../connectors/judge-answer';
import { type PushEnd } from '../../connectors/lane-steps';
import { afterFailure, noOutage, type Outage } from '../../connectors/outage';
import { pauseAfterFailures } from '../../connectors/retry-pace';
import { type Pushed } from './push-work';

interface Stand {
  /** When the push began, and when it ended, in epoch ms. */
  beganMs: number;
  nowMs: number;
  outage: Outage;
  /** In [0, 1), spreads what is tried again. */
  random: number;
}

interface Made {
  settlement: Settlement;
  finding: ConnectorFinding | null;
  outage: Outage;
}

type Make = (end: PushEnd, finding: ConnectorFinding | null, outage: Outage) => Made;

/** What is put down of a push, and what it says about its connector. */
export function settlementOf(lane: ClaimedLane, pushed: Pushed, stand: Stand): Made {
  const { connectorId, seq: laneSeq, key: laneKey, token } = lane;
  const { doneSeq, calls, stopped, record } = pushed;
  const made: Make = (end, finding, outage) => ({
    settlement: { connectorId, laneSeq, laneKey, token, doneSeq, end, calls, ...(record && { record }) },
    finding,
    outage,
  });
  if (stopped !== null) return stoppedAt(made, { lane, pushed, stopped }, stand);
  const end: PushEnd = doneSeq >= lane.wantedSeq ? { kind: 'done' } : { kind: 'later', atMs: stand.nowMs };
  return calls.length > 0 ? made(end, { kind: 'answering' }, noOutage) : made(end, null, stand.outage);
}

interface StoppedPush {
  lane: ClaimedLane;
  pushed: Pushed;
  stopped: NonNullable<Pushed['stopped']>;
}

function stoppedAt(make: Make, { lane, pushed, stopped }: StoppedPush, stand: Stand): Made {
  const { judgement, error } = stopped;
  const { nowMs } = stand;
  switch (judgement.kind) {
    case 'hold':
      return make({ kind: 'later', atMs: nowMs }, { kind: 'hold', reason: judgement.reason }, noOutage);
    case 'quiet': {
      const { untilMs } = judgement;
      return make({ kind: 'later', atMs: untilMs }, { kind: 'quiet', untilMs, reason: 'asked' }, noOutage);
    }
    case 'refused': {
      const { reason, facts } = judgement;
      return make({ kind: 'review', reason, error, ...(facts && { facts }) }, { kind: 'answering' }, noOutage);
    }
    case 'park':
      return make({ kind: 'park', reason: judgement.reason }, null, stand.outage);
    case 'wait':
      return make({ kind: 'later', atMs: judgement.untilMs }, null, stand.outage);
    case 'away': {
      const outage = afterFailure(stand.outage, { ...stand, isAway: true });
      const untilMs = outage.wait?.untilMs ?? nowMs;
      return make({ kind: 'later', atMs: untilMs }, { kind: 'quiet', untilMs, reason: 'outage' }, outage);
    }
    case 'failed':
      return failed(make, { lane, pushed, judgement }, { ...stand, error });
  }
}

interface Failed {
  lane: ClaimedLane;
  pushed: Pushed;
  judgement: Extract<Judgement, { kind: 'failed' }>;
}

function failed(made: Make, { lane, pushed, judgement }: Failed, stand: Stand & { error: string }): Made {
  const outage = judgement.isOutage ? afterFailure(stand.outage, { ...stand, isAway: false }) : noOutage;
  const tried = afterTry(lane, pushed, stand);
  if (outage.wait === null) return made(tried, null, outage);
  const { untilMs } = outage.wait;
  const quiet: ConnectorFinding = { kind: 'quiet', untilMs, reason: 'outage' };
  // What was answered was tried: an event that no answer ever takes must come before a person.
  if (!judgement.isAnswered) return made({ kind: 'later', atMs: untilMs }, quiet, outage);
  return made(tried.kind === 'retry' ? { ...tried, atMs: Math.max(tried.atMs, untilMs) } : tried, quiet, outage);
}

function afterTry(lane: ClaimedLane, { doneSeq }: Pushed, { nowMs, random, error }: Stand & { error: string }) {
  // Whatever was taken in between begins the count anew.
  const failures = (doneSeq > lane.doneSeq ? 0 : lane.attempts) + 1;
  const pauseMs = pauseAfterFailures(failures, random);
  if (pauseMs === null) return { kind: 'review' as const, reason: 'keeps_failing' as const, error };
  return { kind: 'retry' as const, atMs: nowMs + pauseMs, error };
}
