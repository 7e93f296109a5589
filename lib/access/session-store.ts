/** Which sessions were ended by signing out. A session itself lives in its cookie; this list is what makes its end final. */
export interface SessionStore {
  /** Durable before it resolves. The entry is kept until `untilMs`, when the cookie has expired in any case. */
  endSession(id: string, atMs: number, untilMs: number): Promise<void>;
  /** True from the moment `endSession` resolved until the entry is pruned. */
  hasSessionEnded(id: string): Promise<boolean>;
}
