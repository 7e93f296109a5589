import { type Answer } from './answer';

/** An answer that nothing has outdated is kept this long, in ms: some of what it says moves with the clock. */
const keptMs = 2_000;

/** Under pressure an answer may be as old as this many times what it cost, and 2 s at most. */
const staleFactor = 20;

/** Answers that are held at once. A screen asks a handful of questions. */
const mostKept = 256;

/** A longer question is nobody else's, in characters. */
const longestQuestion = 2_000;

/** Larger bodies are made for each who asks, in bytes. */
const largestBody = 512 * 1024;

/** How a question was answered: anew, with an answer of others, or with one from before the last change. */
export type Sharing = 'made' | 'shared' | 'stale';

interface Kept {
  answer: Promise<Answer>;
  /** Number of the data before making began. */
  number: number;
  epoch: number;
  /** Reading of `performance.now()` when making began. */
  atMs: number;
  /** How long making took, in ms; null while it is made. */
  costMs: number | null;
}

export interface SharedAnswersOptions {
  /** Differs after every change that an answer may show. */
  numberOfData: () => number;
  /** Differs once a person has changed something here: what was begun before is not given any more. */
  epoch: () => number;
  /** Whether questions come as fast as they can be answered. */
  isPressed: () => boolean;
  /** Called when a stale answer was given, as soon as it may not be given any more: those who got it have to ask again. */
  askAgain: () => void;
  onAnswer?: (how: Sharing) => void;
}

/** One answer for all who ask the same question: kept while the data has not moved, and shared while it is made. */
export class SharedAnswers {
  readonly #options: SharedAnswersOptions;
  readonly #kept = new Map<string, Kept>();
  /** What the answer to a question cost when it was made last, in ms. */
  readonly #costs = new Map<string, number>();
  /** When stale answers have been given: `dueMs` is a reading of `performance.now()`. */
  #asking: { timer: NodeJS.Timeout; dueMs: number } | null = null;

  constructor(options: SharedAnswersOptions) {
    this.#options = options;
  }

  /** The answer to `question`, and its age in ms. `make` is called when none may be shared. */
  async answer(question: string, make: () => Promise<Answer>): Promise<{ answer: Answer; ageMs: number }> {
    const known = this.#kept.get(question);
    if (known !== undefined && this.#mayShare(question, known)) {
      const answer = await known.answer;
      // A refusal or a failure is that of the one who asked: everybody else gets an own one.
      if (answer.status === 200) return { answer, ageMs: performance.now() - known.atMs };
    }
    if (question.length > longestQuestion) return { answer: await make(), ageMs: 0 };
    this.#options.onAnswer?.('made');
    return { answer: await this.#make(question, make), ageMs: 0 };
  }

  #mayShare(question: string, { number, epoch, atMs, costMs }: Kept): boolean {
    if (epoch !== this.#options.epoch()) return false;
    const ageMs = performance.now() - atMs;
    if (number === this.#options.numberOfData()) {
      if (ageMs >= keptMs) return false;
      this.#options.onAnswer?.('shared');
      return true;
    }
    const allowedMs = Math.min((costMs ?? this.#costs.get(question) ?? 0) * staleFactor, keptMs);
    if (ageMs >= allowedMs || !this.#options.isPressed()) return false;
    this.#options.onAnswer?.('stale');
    this.#askAgainIn(allowedMs - ageMs);
    return true;
  }

  /** The earliest of several is kept: who gets a stale answer then has another one due. */
  #askAgainIn(ms: number): void {
    const dueMs = performance.now() + ms;
    if (this.#asking !== null && this.#asking.dueMs <= dueMs) return;
    clearTimeout(this.#asking?.timer);
    const timer = setTimeout(() => {
      this.#asking = null;
      this.#options.askAgain();
    }, Math.ceil(ms));
    this.#asking = { timer, dueMs };
  }

  #make(question: string, make: () => Promise<Answer>): Promise<Answer> {
    const atMs = performance.now();
    // Read before making begins: a change during it must outdate the answer.
    const [number, epoch] = [this.#options.numberOfData(), this.#options.epoch()];
    const kept: Kept = { answer: make(), number, epoch, atMs, costMs: null };
    this.#kept.delete(question);
    this.#makeRoom();
    this.#kept.set(question, kept);
    const forget = () => {
      if (this.#kept.get(question) === kept) this.#kept.delete(question);
    };
    kept.answer.then(({ status, body }) => {
      kept.costMs = performance.now() - atMs;
      if (status !== 200 || body.byteLength > largestBody) forget();
      else this.#costs.set(question, kept.costMs);
    }, forget);
    return kept.answer;
  }

  #makeRoom(): void {
    const now = performance.now();
    // The oldest come first.
    for (const [question, { atMs }] of this.#kept) {
      if (this.#kept.size < mostKept && now - atMs < keptMs) break;
      this.#kept.delete(question);
    }
    // Costs are hints: forgetting one makes one answer anew.
    if (this.#costs.size >= mostKept) this.#costs.clear();
  }
}
