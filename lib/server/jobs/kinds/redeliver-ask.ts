import { canRetry } from '../../../deliveries/state';
import { type JobItem, waitingResult } from '../../../jobs/job';
import { type ClaimedJob, type JobStep } from '../../../jobs/job-store';
import { type RedeliveryResult, whyNotEligible } from '../../../jobs/redelivery';
import { redeliver } from '../../deliveries/redeliver';
import { isManagementError } from '../../management/errors';
import { type JobWorld, stepMs } from '../job-kind';
import { nameOfItem } from './redelivery-subject';

/** Requests on their way to Auth0 at a time: its answer takes a while, and its rate limit is not to wait for that. */
const atOnce = 4;

/** What only a person can mend. */
const kindsForPeople = new Set(['credentials', 'missing_scope', 'forbidden', 'not_configured']);

type Changed = NonNullable<JobStep['changed']>[number];

export interface Asked {
  changed: Changed[];
  /** Items that were requested. */
  count: number;
  /** Why only a person can go on; null otherwise. */
  refusal: string | null;
  /** Trouble that may pass; the step counts as failed, and what was done counts all the same. */
  trouble: string | null;
  /** How long Auth0's rate limit holds the last request back, in ms; null when it does not. */
  waitingMs: number | null;
}

interface Ask {
  item: JobItem;
  isOneOfMany: boolean;
}

/** Requests items until time is up, something is in the way, or the job may begin no more. */
export async function askFor(
  world: JobWorld,
  { claimed, asks, signal }: { claimed: ClaimedJob; asks: readonly Ask[]; signal: AbortSignal },
): Promise<Asked> {
  const asked: Asked = { changed: [], count: 0, refusal: null, trouble: null, waitingMs: null };
  const untilMs = performance.now() + stepMs;
  const waiting = [...asks];
  let isHeld = false;
  const goesOn = () =>
    !isHeld && !signal.aborted && performance.now() < untilMs && asked.refusal === null && asked.trouble === null;
  const worker = async () => {
    for (
      let ask = goesOn() ? waiting.shift() : undefined;
      ask !== undefined;
      ask = goesOn() ? waiting.shift() : undefined
    ) {
      const mayGoOn = await askOne(world, { claimed, ask, asked });
      isHeld ||= !mayGoOn || asked.waitingMs !== null;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return asked;
}

interface One {
  claimed: ClaimedJob;
  ask: Ask;
  asked: Asked;
}

/** False once the job may begin nothing more. */
async function askOne(world: JobWorld, { claimed, ask: { item, isOneOfMany }, asked }: One): Promise<boolean> {
  const { key } = item;
  const note = (result: RedeliveryResult, reason: string | null = null) => asked.changed.push({ key, result, reason });
  const job = { id: claimed.id, owner: claimed.owner, itemKey: key, isOneOfMany };
  try {
    const { state, waitingMs, alreadyAsked } = await redeliver({
      ...world,
      ...nameOfItem(key),
      actor: claimed.job.createdBy,
      job,
    });
    if (alreadyAsked && canRetry(state)) return false;
    if (alreadyAsked) note('skipped', whyNotEligible(state));
    else if (state === 'gone') note('skipped', 'no longer listed by Auth0');
    else {
      note('asked');
      asked.count += 1;
      asked.waitingMs = waitingMs ?? asked.waitingMs;
    }
  } catch (error) {
    if (!isManagementError(error)) throw error;
    // Auth0 may have taken it: the claim stands, and the delivery's own polls find out.
    if (error.mayHaveArrived) note('asked');
    else if (error.kind === 'bad_request') note('refused', error.message);
    else if (error.kind === 'not_found') note('skipped', 'no longer known here');
    else {
      note(waitingResult);
      if (kindsForPeople.has(error.kind)) asked.refusal = error.message;
      else asked.trouble = error.message;
    }
  }
  return true;
}
