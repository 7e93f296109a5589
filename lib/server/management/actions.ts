import { setTimeout as sleep } from 'node:timers/promises';
import { type ActionDraft, parseAction, streamTrigger } from '../../streams/action';
import { type Management } from './client';
import { isManagementError, ManagementError } from './errors';

/** Actions of a trigger are few; a list longer than this many pages of 100 is a loop. */
const maxPages = 5;

/** Between two readings of an Action that is being built (ms). Recorded builds without dependencies take under half a second. */
const pauseMs = 400;

/** What a version of an Action is made of. A secret without a value keeps the one that Auth0 has. */
export interface ActionContent {
  code: string;
  secrets: { name: string; value?: string }[];
}

/** The tenant's Actions of the trigger `event-stream`. `name` narrows them to one name. Throws `ManagementError`. */
export async function listActions(management: Management, name?: string): Promise<ActionDraft[]> {
  const found: ActionDraft[] = [];
  const filter = { triggerId: streamTrigger.id, per_page: 100, ...(name !== undefined && { actionName: name }) };
  for (let page = 0; page < maxPages; page += 1) {
    const { data } = await management.get('person', (sdk) => sdk.actions.list({ ...filter, page }));
    const actions = data.flatMap((entry) => parseAction(entry) ?? []);
    // Auth0 matches names by their start.
    found.push(...actions.filter((action) => name === undefined || action.name === name));
    if (data.length < filter.per_page) break;
  }
  return found;
}

/** One Action, read anew. */
export async function getAction(management: Management, id: string): Promise<ActionDraft> {
  return understood(await management.get('person', (sdk) => sdk.actions.get(id)));
}

/** Makes an Action of the trigger `event-stream`, not deployed yet. Unaudited. */
export async function createAction(
  management: Management,
  { name, code, secrets }: ActionContent & { name: string },
): Promise<ActionDraft> {
  const action = { name, code, secrets, supported_triggers: [{ ...streamTrigger }], runtime: 'node22' };
  return understood(await management.call('person', (sdk) => sdk.actions.create(action)));
}

/** Replaces code and secrets of an Action's draft. Unaudited. */
export async function updateAction(management: Management, id: string, content: ActionContent): Promise<ActionDraft> {
  return understood(await management.call('person', (sdk) => sdk.actions.update(id, content)));
}

/**
 * Waits until the draft is built, deploys it, and waits until that version runs; `withinMs` (ms) in all. Throws `ManagementError`:
 * `bad_request` when the build fails, `unavailable` when time is up. Unaudited.
 */
export async function deployAction(
  management: Management,
  id: string,
  { withinMs = 40_000 } = {},
): Promise<ActionDraft> {
  const untilMs = Date.now() + withinMs;
  await settled(management, id, { untilMs, isSettled: ({ status }) => status === 'built', what: 'building' });
  await deployOnceBuilt(management, id, untilMs);
  const runs = ({ deployedVersion, isAllDeployed }: ActionDraft) => deployedVersion !== null && isAllDeployed;
  return settled(management, id, { untilMs, isSettled: runs, what: 'deploying' });
}

/** Auth0 may call a draft built and refuse it for a moment ("A draft must be in the 'built' state", recorded by its own Deploy CLI). */
async function deployOnceBuilt(management: Management, id: string, untilMs: number): Promise<void> {
  for (;;) {
    try {
      await management.call('person', (sdk) => sdk.actions.deploy(id));
      return;
    } catch (error) {
      const isTooEarly = isManagementError(error) && error.kind === 'bad_request' && error.message.includes("'built'");
      if (!isTooEarly || Date.now() + pauseMs > untilMs) throw error;
      await sleep(pauseMs);
    }
  }
}

interface Wait {
  untilMs: number;
  isSettled: (action: ActionDraft) => boolean;
  /** What Auth0 is doing meanwhile. */
  what: 'building' | 'deploying';
}

async function settled(management: Management, id: string, { untilMs, isSettled, what }: Wait): Promise<ActionDraft> {
  for (;;) {
    const action = await getAction(management, id);
    if (isSettled(action)) return action;
    if (action.status === 'failed') {
      throw new ManagementError(
        'bad_request',
        `Auth0 could not build the Action ${action.name}. Its page there says why.`,
      );
    }
    if (Date.now() + pauseMs > untilMs) {
      const text = `Auth0 is still ${what} the Action ${action.name}. Try again: it goes on from here.`;
      throw new ManagementError('unavailable', text);
    }
    await sleep(pauseMs);
  }
}

function understood(answer: unknown): ActionDraft {
  const action = parseAction(answer);
  if (action === null) throw new ManagementError('unavailable', 'Auth0 described the Action in an unknown shape.');
  return action;
}
