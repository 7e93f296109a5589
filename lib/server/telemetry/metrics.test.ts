import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Metrics } from './metrics';
import { exposeMetrics } from './prometheus';

const textOf = async (metrics: Metrics) => exposeMetrics(await metrics.families());

describe('metrics', () => {
  it('count by labels, and expose nothing of a metric without a series', async () => {
    const metrics = new Metrics();
    const requests = metrics.counter('requests_total', 'Requests.');
    expect(await textOf(metrics)).toBe('');
    requests({ status: '204' }).add();
    requests({ status: '204' }).add(2);
    requests({ status: '401' }).add();
    expect(await textOf(metrics)).toBe(
      '# HELP requests_total Requests.\n# TYPE requests_total counter\n' +
        'requests_total{status="204"} 3\nrequests_total{status="401"} 1\n',
    );
  });

  it('escape what would break a line', async () => {
    const metrics = new Metrics();
    metrics.counter('odd_total', 'A \\ and\na line.')({ of: 'a"b\\c\nd' }).add();
    expect(await textOf(metrics)).toBe(
      '# HELP odd_total A \\\\ and\\na line.\n# TYPE odd_total counter\nodd_total{of="a\\"b\\\\c\\nd"} 1\n',
    );
  });

  it('leave out a gauge that has no value, and read it anew at each scrape', async () => {
    const metrics = new Metrics();
    let value: number | null = null;
    metrics.gauge('age_seconds', 'Age.', () => value);
    expect(await textOf(metrics)).toBe('');
    value = 1.5;
    expect(await textOf(metrics)).toContain('\nage_seconds 1.5\n');
  });

  it('refuse two metrics of one name', () => {
    const metrics = new Metrics();
    metrics.counter('twice_total', 'Once.');
    expect(() => metrics.histogram('twice_total', 'Again.')).toThrow('twice_total');
  });

  it('have buckets that grow up to the number of values, whatever is measured', async () => {
    const values = fc.array(fc.oneof(fc.double({ min: 0, max: 20, noNaN: true }), fc.constantFrom(1, 2, 4)));
    await fc.assert(
      fc.asyncProperty(values, async (measured) => {
        const metrics = new Metrics();
        const series = metrics.histogram('spread', 'Spread.', [1, 2, 4])();
        for (const value of measured) series.observe(value);
        const samples = (await metrics.families())[0]?.samples ?? [];
        const buckets = samples.filter(({ suffix }) => suffix === '_bucket').map(({ value }) => value);
        const upTo = (bound: number) => measured.filter((value) => value <= bound).length;
        expect(buckets).toEqual([upTo(1), upTo(2), upTo(4), measured.length]);
        expect(samples.at(-1)).toMatchObject({ suffix: '_count', value: measured.length });
      }),
    );
  });
});
