import { type FailureReadings } from './failure-budget';
import { type DisabledWindow } from './stream-history';

/** Steps that lead a disabled event stream back, in the order in which they are taken. */
export const wayBackSteps = ['address', 'failures', 'enable', 'test', 'hole'] as const;

export type WayBackStep = (typeof wayBackSteps)[number];

/** `blocked`: another step comes first. `failed`: it was tried, and what is wrong has to be fixed. */
export type WayBackState = 'done' | 'failed' | 'todo' | 'blocked';

/** What each step is judged by. */
export interface WayBackFacts extends Pick<FailureReadings, 'failedNow' | 'limits'> {
  /** Auth0's own word. */
  status: string;
  /** Whether our own address answered as it should; null before it was asked. */
  isHealthy: boolean | null;
  /** Whether a test event that was sent here has arrived. */
  hasArrived: boolean;
  /** When the event stream was disabled last; null where nothing says. */
  window: DisabledWindow | null;
  /** Whether what was missed is being looked at. */
  isHoleSeen: boolean;
}

/** Where each step stands. Everything but the probe and the test is read from what is so: a reload loses nothing. */
export function wayBack(facts: WayBackFacts): Record<WayBackStep, WayBackState> {
  const isOn = facts.status === 'enabled';
  const isBelow = facts.failedNow < facts.limits.total;
  return {
    address: addressState(facts),
    failures: isBelow || isOn ? 'done' : 'todo',
    enable: isOn ? 'done' : isBelow ? 'todo' : 'blocked',
    test: facts.hasArrived ? 'done' : isOn ? 'todo' : 'blocked',
    hole: holeState(facts, isOn),
  };
}

/** An event that came all the way proves the address better than a probe from here. */
function addressState({ isHealthy, hasArrived }: WayBackFacts): WayBackState {
  if (isHealthy === true || hasArrived) return 'done';
  return isHealthy === null ? 'todo' : 'failed';
}

function holeState({ window, isHoleSeen }: WayBackFacts, isOn: boolean): WayBackState {
  if (!isOn) return 'blocked';
  return window === null || isHoleSeen ? 'done' : 'todo';
}

/** The step to take next: the first that is neither done nor waits for another; the last one when all are done. */
export function nextStep(states: Record<WayBackStep, WayBackState>): WayBackStep {
  return wayBackSteps.find((step) => states[step] === 'todo' || states[step] === 'failed') ?? 'hole';
}
