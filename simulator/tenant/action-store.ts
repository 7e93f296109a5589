/** The trigger of Actions that an event stream can call. */
export const STREAM_TRIGGER = 'event-stream';

/** An Action of the tenant as its last deployment left it. */
export interface StoredAction {
  /** UUID. */
  id: string;
  name: string;
  /** Trigger id, for example `event-stream` or `post-login`. */
  trigger: string;
  code: string;
  /** Counts deployments; 0 = never deployed, so nothing can call it. */
  version: number;
  /** Values stay here: answers of the Management API carry the names only. */
  secrets: Record<string, string>;
  configuration: Record<string, string>;
  /** ISO 8601, as are the other times. */
  createdAt: string;
  updatedAt: string;
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
}
