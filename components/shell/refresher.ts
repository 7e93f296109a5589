/** Lets the notices of one round come together, in ms; the server keeps the pace of rounds. */
const GATHER_MS = 40;
/** On top at random, in ms, so that many screens do not ask in the same instant. */
const JITTER_MS = 60;

interface Lane {
  timer: ReturnType<typeof setTimeout> | null;
  isRunning: boolean;
  isDirty: boolean;
}

/**
 * Runs a refresh per name, a moment after it was asked for and never twice at once: under steady traffic a second refresh would cut off the
 * first again and again, and the screen would stand still. What moves during a run is refreshed once more after it.
 */
export class Refresher {
  private readonly refresh: (name: string) => Promise<void>;
  private readonly lanes = new Map<string, Lane>();

  constructor(refresh: (name: string) => Promise<void>) {
    this.refresh = refresh;
  }

  ask(name: string): void {
    const lane = this.lanes.get(name) ?? { timer: null, isRunning: false, isDirty: false };
    this.lanes.set(name, lane);
    lane.isDirty = true;
    if (!lane.isRunning)
      lane.timer ??= setTimeout(() => void this.run(name, lane), GATHER_MS + Math.random() * JITTER_MS);
  }

  stop(): void {
    for (const lane of this.lanes.values()) if (lane.timer) clearTimeout(lane.timer);
    this.lanes.clear();
  }

  private async run(name: string, lane: Lane): Promise<void> {
    lane.timer = null;
    lane.isRunning = true;
    lane.isDirty = false;
    try {
      await this.refresh(name);
    } finally {
      lane.isRunning = false;
      if (this.needsMore(lane)) this.ask(name);
    }
  }

  // `ask` may have set it while the refresh ran.
  private needsMore(lane: Lane): boolean {
    return lane.isDirty;
  }
}
