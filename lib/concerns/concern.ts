import { type ConcernFacts } from './concern-facts';
import { type ConcernTopic, type Severity } from './concern-topic';
import { type Sign } from './sign';

/** Now and the zone times are written in: concerns are told where they are read, so that "12 s ago" stays true. */
export interface ConcernView {
  nowMs: number;
  timeZone: string;
}

/** The sentence of the overview about its worst concern. */
export interface Headline {
  topic: ConcernTopic | 'healthy' | 'waiting';
  tone: Severity | 'ok';
  /** The fact with its number and its age. */
  sentence: string;
  /** What belongs to it, in one line. */
  rest: string;
  /** The one thing to do about it. */
  act: { label: string; href: string } | null;
}

/** One line of the list of concerns, with its one act. */
export interface ConcernRow {
  key: string;
  topic: ConcernTopic;
  tone: Severity;
  title: string;
  detail: string;
  act: { label: string; href: string };
}

type Told<F, T> = (found: F, facts: ConcernFacts, view: ConcernView) => T;

/** Something that needs a person. `F` is what `find` found; the other two tell it. */
interface ConcernRules<F> {
  topic: ConcernTopic;
  find: (facts: ConcernFacts, view: ConcernView) => F | null;
  headline: Told<F, Omit<Headline, 'topic'>>;
  rows: Told<F, Omit<ConcernRow, 'topic'>[]>;
  /** What of it is worth an alert. Left out where nothing is. */
  signs?: Told<F, Omit<Sign, 'topic'>[]>;
}

/** A concern as the list of all of them keeps it. */
export interface Concern {
  topic: ConcernTopic;
  /** Null when there is nothing to tell. */
  headline: (facts: ConcernFacts, view: ConcernView) => Headline | null;
  rows: (facts: ConcernFacts, view: ConcernView) => ConcernRow[];
  signs: (facts: ConcernFacts, view: ConcernView) => Sign[];
}

/** Joins the rules of one concern, so that headline, rows and alerts always come from the same finding. */
export function concern<F>({ topic, find, headline, rows, signs }: ConcernRules<F>): Concern {
  return {
    topic,
    headline: (facts, view) => {
      const found = find(facts, view);
      return found === null ? null : { topic, ...headline(found, facts, view) };
    },
    rows: (facts, view) => {
      const found = find(facts, view);
      return found === null ? [] : rows(found, facts, view).map((row) => ({ topic, ...row }));
    },
    signs: (facts, view) => {
      const found = find(facts, view);
      return found === null ? [] : (signs?.(found, facts, view) ?? []).map((sign) => ({ topic, ...sign }));
    },
  };
}
