import { canRetry } from '../../../deliveries/state';
import { type JobItem, waitingResult } from '../../../jobs/job';
import { type ClaimedJob, type JobStep } from '../../../jobs/job-store';
import { type RedeliveryResult, whyNotEligible } from '../../../jobs/redelivery';
import { redeliver } from '../../deliveries/redeliver';
import { isManagementError } from '../../management/errors';
import { log } from '../../process/log';
import { type JobWorld, stepMs } from '../job-kind';
import { nameOfItem } from './redelivery-subject';

/** Requests on their way to Auth0 at a time: its answer takes a while, and its rate limit is not to wait for that. */
const atOnce = 4;

/** What only a person can mend. */
export const kindsForPeople: ReadonlySet<string> = new Set([
  'credentials',
  'missing_scope',
  'forbidden',
  'not_configured',
]);

type Changed = NonNullable<JobStep['changed']>[number];

export interface Asked {
  changed: Changed[];
  /** Why only a person can go on; null otherwise. */
  refusal: string | null;
  /** Trouble that may pass; the step counts as failed, and what was done counts all the same. */
  trouble: string | null;
  /** How long Auth0's rate limit holds the last request back, in ms; null when it does not. */
  waitingMs: number | null;
}

export interface Ask {
  item: JobItem;
  isOneOfMany: boolean;
}

interface Round {
  claimed: ClaimedJob;
  asks: readonly Ask[];
  signal: AbortSignal;
}

/** Requests items until time is up, something is in the way, or the job may begin no more. What was requested is told in any case. */
export async function askFor(world: JobWorld, { claimed, asks, signal }: Round): Promise<Asked> {
  const asked: Asked = { changed: [], refusal: null, trouble: null, waitingMs: null };
  const isOver = AbortSignal.any([signal, AbortSignal.timeout(stepMs)]);
  const waiting = [...asks];
  let isHeld = false;
  const goesOn = () => !isHeld && !isOver.aborted && asked.refusal === null && asked.trouble === null;
  const worker = async () => {
    for (
      let ask = goesOn() ? waiting.shift() : undefined;
      ask !== undefined;
      ask = goesOn() ? waiting.shift() : undefined
    ) {
      const mayGoOn = await askOne(world, { claimed, ask, asked, signal: isOver });
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
  signal: AbortSignal;
}

/** False once the job may begin nothing more in this step. Never rejects: others are on their way. */
async function askOne(world: JobWorld, { claimed, ask, asked, signal }: One): Promise<boolean> {
  const { key } = ask.item;
  const note = (result: RedeliveryResult, reason: string | null = null) => asked.changed.push({ key, result, reason });
  const item = { id: claimed.id, owner: claimed.owner, itemKey: key, isOneOfMany: ask.isOneOfMany };
  try {
    const { state, waitingMs, alreadyAsked } = await redeliver({
      ...world,
      ...nameOfItem(key),
      actor: claimed.job.createdBy,
      job: { item, signal },
    });
    if (alreadyAsked && canRetry(state)) return false;
    if (alreadyAsked) note('skipped', whyNotEligible(state));
    else if (state === 'gone') note('skipped', 'no longer listed by Auth0');
    else {
      note('asked');
      asked.waitingMs = waitingMs ?? asked.waitingMs;
    }
    return true;
  } catch (error) {
    // No turn came before the end of the step: nothing was claimed.
    if (signal.aborted && !isManagementError(error)) return false;
    return noteFailure(error, { note, asked });
  }
}

interface Noting {
  note: (result: RedeliveryResult, reason?: string | null) => void;
  asked: Asked;
}

function noteFailure(error: unknown, { note, asked }: Noting): boolean {
  if (!isManagementError(error)) {
    // Whether it was requested is found out by the next step: the item says that it was about to be.
    log.error({ err: error }, 'A redelivery of a job could not be requested');
    asked.trouble = 'Something failed here; the error is in the log.';
    return false;
  }
  // Auth0 may have taken it: the claim stands, and the delivery's own polls find out.
  if (error.mayHaveArrived) note('asked');
  else if (error.kind === 'bad_request') note('refused', error.message);
  else if (error.kind === 'not_found') note('skipped', 'no longer known here');
  else {
    note(waitingResult);
    if (kindsForPeople.has(error.kind)) asked.refusal = error.message;
    else asked.trouble = error.message;
  }
  return true;
}
