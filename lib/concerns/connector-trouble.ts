import { holdWords } from '../connectors/connector-words';
import { paths } from '../paths';
import { minuteMs } from '../spans';
import { formatCounted, formatDuration } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { concern } from './concern';
import { type ConnectorFact } from './concern-facts';
import { sentences } from './sentences';

/** More connectors than this are one screen away. */
const mostRows = 3;

/** A connector that is behind by less than this (ms) catches up by itself. */
const behindMs = 10 * minuteMs;

interface Trouble {
  key: string;
  tone: 'warn' | 'bad';
  title: string;
  detail: string;
  act: { label: string; href: string };
}

const capitalised = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

function troubleOf({ id, name, state, holdReason, review, waitingMs, waiting }: ConnectorFact): Trouble | null {
  const called = isolatedText(name);
  const key = `connector ${id}`;
  const open = { label: 'Open the connector', href: paths.connector(id) };
  if (state === 'held' && holdReason !== null) {
    return {
      key,
      tone: 'bad',
      title: `${called} is held`,
      detail: `${capitalised(holdWords[holdReason].title)}. ${holdWords[holdReason].detail}`,
      act: open,
    };
  }
  if (review > 0) {
    const title = `${called}: ${formatCounted(review, 'user')} ${review === 1 ? 'needs' : 'need'} a decision`;
    const act = { label: 'Decide', href: paths.connectorReviews(id) };
    return {
      key,
      tone: 'warn',
      title,
      detail: 'A record cannot be told, or the other side refuses what changed. Each case says what can be done.',
      act,
    };
  }
  if (state !== 'running' || waitingMs === null || waitingMs < behindMs) return null;
  const title = `${called} is ${formatDuration(waitingMs, 'whole')} behind`;
  return { key, tone: 'warn', title, detail: `${formatCounted(waiting, 'user')} wait. Nothing is lost.`, act: open };
}

/** Connectors that are held, that ask a person, or that are behind. */
export const connectorTrouble = concern({
  topic: 'connector',
  find: ({ connectors }) => {
    const found = connectors.flatMap((fact) => troubleOf(fact) ?? []);
    return found.length === 0 ? null : found.toSorted((a, b) => Number(b.tone === 'bad') - Number(a.tone === 'bad'));
  },
  headline: ([worst, ...more]) => ({
    tone: worst?.tone ?? 'warn',
    sentence: worst === undefined ? '' : `${worst.title}.`,
    rest: sentences([
      worst?.detail ?? '',
      more.length === 0
        ? ''
        : `${formatCounted(more.length, 'more connector')} ${more.length === 1 ? 'has' : 'have'} trouble.`,
    ]),
    act: more.length === 0 && worst !== undefined ? worst.act : { label: 'Open connectors', href: paths.connectors },
  }),
  rows: (found) => found.slice(0, mostRows),
  signs: (found) =>
    found
      // How far one is behind changes with every look.
      .filter(({ title }) => !title.endsWith(' behind'))
      .map((trouble) => ({ ...trouble, rule: 'connector', level: null, streamId: null })),
});
