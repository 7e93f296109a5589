/** The trigger of Actions that an event stream can call. */
export const STREAM_TRIGGER = 'event-stream';

/** What a version is made of. Values of secrets stay here: answers of the Management API carry the names only. */
export interface ActionContent {
  code: string;
  secrets: Record<string, ActionSecret>;
}

export interface ActionSecret {
  value: string;
  /** ISO 8601, as are the other times. */
  updatedAt: string;
}

/** What one deployment has made; it never changes. */
export interface ActionVersion extends ActionContent {
  /** UUID. */
  id: string;
  /** Counts from 1. */
  number: number;
  createdAt: string;
}

/** An Action of the tenant: its draft, and the versions that were deployed. */
export interface StoredAction extends ActionContent {
  /** UUID. */
  id: string;
  name: string;
  /** Trigger id, for example `event-stream` or `post-login`. */
  trigger: string;
  configuration: Record<string, string>;
  /** Oldest first. */
  versions: ActionVersion[];
  /** Number of the version that runs; 0 = never deployed, so nothing can call it. */
  deployed: number;
  /** True once the draft was changed after the newest deployment. */
  hasChanges: boolean;
  createdAt: string;
  updatedAt: string;
  /** From when on the draft can be deployed, in Unix ms. */
  builtAtMs: number;
}

/** A deployed Action as it is executed. */
export interface RunnableAction {
  id: string;
  name: string;
  version: number;
  code: string;
  secrets: Record<string, string>;
  configuration: Record<string, string>;
}

/** The version that runs; undefined before the first deployment. */
export function deployedVersion({ versions, deployed }: StoredAction): ActionVersion | undefined {
  return versions.find(({ number }) => number === deployed);
}

/** What executes; undefined before the first deployment. */
export function runnable(action: StoredAction): RunnableAction | undefined {
  const version = deployedVersion(action);
  if (!version) return undefined;
  const secrets = Object.fromEntries(Object.entries(version.secrets).map(([name, { value }]) => [name, value]));
  const { id, name, configuration } = action;
  return { id, name, configuration, version: version.number, code: version.code, secrets };
}

/** Makes the next version of the draft and lets it run. */
export function deploy(action: StoredAction, { id, at }: { id: string; at: string }): ActionVersion {
  const { code, secrets, versions } = action;
  const version = { id, number: versions.length + 1, code, secrets: { ...secrets }, createdAt: at };
  versions.push(version);
  action.deployed = version.number;
  action.hasChanges = false;
  return version;
}

/** The Actions of the tenant, oldest first. */
export class ActionStore {
  #actions = new Map<string, StoredAction>();

  list(): StoredAction[] {
    return [...this.#actions.values()];
  }

  get(id: string): StoredAction | undefined {
    return this.#actions.get(id);
  }

  put(action: StoredAction): void {
    this.#actions.set(action.id, action);
  }

  remove(id: string): void {
    this.#actions.delete(id);
  }
}
