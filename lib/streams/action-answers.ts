import { type StreamAction } from './action';

export interface ListedAction extends StreamAction {
  /** Address in Auth0's dashboard; null where none can be derived. */
  dashboardUrl: string | null;
}

/** Answer of `GET /api/actions`. */
export interface ActionListAnswer {
  /** Those of the trigger `event-stream`, in Auth0's order. */
  actions: ListedAction[];
  /** When Auth0 was heard, in epoch milliseconds. */
  asOfMs: number;
  forwarding: {
    /** Name that a generated one would get. */
    name: string;
    /** Its code, the same that the server deploys. */
    source: string;
    /** Name of its secret. */
    secret: string;
    /** False where `WEBHOOK_TOKEN` is not set, so that the server has no token to hand over. */
    hasToken: boolean;
  };
}

/** Answer of `POST /api/actions`: the deployed Action. */
export interface ForwardingAnswer {
  action: ListedAction;
  /** False when one of this name was there and was written anew. */
  created: boolean;
}
