import { paths } from '../paths';
import { formatCounted, formatRelative } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { concern } from './concern';
import { lastEventSentence, sentences } from './sentences';

/** More jobs than this are one screen away. */
const mostJobs = 2;

/** Jobs of the last day that ended with failures. */
export const jobFailures = concern({
  topic: 'job',
  find: ({ jobs }) => (jobs.length === 0 ? null : jobs),
  headline: ([newest, ...more], facts, view) => ({
    tone: 'warn',
    sentence:
      newest === undefined
        ? ''
        : `Job ${newest.id} ended with failures, ${formatRelative(newest.endedAtMs, view.nowMs)}.`,
    rest: sentences([
      newest === undefined ? '' : `${isolatedText(newest.title)}: ${newest.summary}.`,
      more.length === 0 ? '' : `${formatCounted(more.length, 'more job')} of the last day did.`,
      lastEventSentence(facts, view),
    ]),
    act:
      newest === undefined || more.length > 0
        ? { label: 'Open jobs', href: paths.jobs }
        : { label: 'Open the job', href: paths.job(newest.id) },
  }),
  rows: (jobs) =>
    jobs.slice(0, mostJobs).map(({ id, title, summary }) => ({
      key: `job ${id}`,
      tone: 'warn',
      title: `Job ${id} ended with failures`,
      detail: `${isolatedText(title)} · ${summary}`,
      act: { label: 'Open', href: paths.job(id) },
    })),
  signs: (jobs) =>
    jobs.map(({ id, title, summary }) => ({
      key: `job ${id}`,
      rule: 'job_failed',
      tone: 'warn',
      title: `Job ${id} ended with failures: ${summary}`,
      detail: isolatedText(title),
      act: { label: 'Open the job', href: paths.job(id) },
      level: null,
      streamId: null,
    })),
});
