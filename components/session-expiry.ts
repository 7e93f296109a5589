type Listener = () => void;

/** Whether an answer of our API said that nobody is signed in any more. Lives outside React, as `api.ts` sets it. */
class SessionExpiry {
  private expired = false;
  private readonly listeners = new Set<Listener>();

  report = (): void => {
    if (this.expired) return;
    this.expired = true;
    for (const listener of this.listeners) listener();
  };

  isExpired = (): boolean => this.expired;

  subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

export const sessionExpiry = new SessionExpiry();
