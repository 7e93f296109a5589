type Listener = () => void;

/** Whether our server last said that the session has ended. Lives outside React, as `api.ts` sets it. */
class SessionExpiry {
  private expired = false;
  private readonly listeners = new Set<Listener>();

  report = (): void => this.set(true);

  /** An answer came as to someone signed in: they are again, perhaps through another tab. */
  clear = (): void => this.set(false);

  isExpired = (): boolean => this.expired;

  subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private set(expired: boolean): void {
    if (this.expired === expired) return;
    this.expired = expired;
    for (const listener of this.listeners) listener();
  }
}

export const sessionExpiry = new SessionExpiry();
