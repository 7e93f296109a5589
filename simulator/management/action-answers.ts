import { type ActionContent, type ActionVersion, deployedVersion, type StoredAction } from '../tenant/action-store.ts';

const RUNTIME = 'node22';

/** How far the build of a draft is; deploying needs `built`. */
export type DraftStatus = 'pending' | 'building' | 'built';

export const draftStatus = ({ builtAtMs }: StoredAction, nowMs: number): DraftStatus =>
  nowMs >= builtAtMs ? 'built' : 'building';

const isAllDeployed = ({ deployed, hasChanges }: StoredAction) => deployed > 0 && !hasChanges;

const triggersOf = ({ trigger }: StoredAction) => [{ id: trigger, version: trigger === 'post-login' ? 'v3' : 'v1' }];

function contentOf({ code, secrets }: ActionContent): object {
  const named = Object.entries(secrets).map(([name, { updatedAt }]) => ({ name, updated_at: updatedAt }));
  return { code, dependencies: [], runtime: RUNTIME, secrets: named };
}

/** An Action in the words of the Management API, as recorded. */
export function publicAction(action: StoredAction, status: DraftStatus): object {
  const { id, name, createdAt, updatedAt, versions } = action;
  const running = deployedVersion(action);
  const newest = versions.at(-1);
  return {
    id,
    name,
    supported_triggers: triggersOf(action),
    created_at: createdAt,
    updated_at: updatedAt,
    ...contentOf(action),
    status,
    ...(newest && { current_version: currentVersion(newest) }),
    ...(running && { deployed_version: settledBody(action, running) }),
    all_changes_deployed: isAllDeployed(action),
  };
}

/** Recorded with names and a spelling of the status of its own. */
function currentVersion({ id, code, number, createdAt }: ActionVersion): object {
  const times = { build_time: createdAt, created_at: createdAt, updated_at: createdAt };
  return { id, code, runtime: RUNTIME, status: 'BUILT', number, ...times };
}

function versionBody(action: StoredAction, { id, number, createdAt, ...content }: ActionVersion): object {
  return {
    id,
    ...contentOf(content),
    number,
    status: 'built',
    created_at: createdAt,
    updated_at: createdAt,
    supported_triggers: triggersOf(action),
  };
}

const settledBody = (action: StoredAction, version: ActionVersion): object => ({
  ...versionBody(action, version),
  deployed: action.deployed === version.number,
  built_at: version.createdAt,
});

function actionOf(action: StoredAction, isDeployed: boolean): object {
  const { id, name, createdAt } = action;
  const times = { created_at: createdAt, updated_at: createdAt };
  return { id, name, supported_triggers: triggersOf(action), ...times, all_changes_deployed: isDeployed };
}

/** A version with the Action that it belongs to. */
export const publicVersion = (action: StoredAction, version: ActionVersion): object => ({
  ...settledBody(action, version),
  action: actionOf(action, isAllDeployed(action)),
});

/** The answer to a deployment: the version as it was before it ran. */
export const deploymentAnswer = (action: StoredAction, version: ActionVersion): object => ({
  ...versionBody(action, version),
  deployed: false,
  action: actionOf(action, false),
});
