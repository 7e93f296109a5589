import { describe, expect, it } from 'vitest';
import { byRole } from './by-role';
import { Metrics } from './metrics';

function measured(amount: number, extra?: string) {
  const metrics = new Metrics();
  metrics.counter('b_total', 'Counts.')({ kind: 'x' }).add(amount);
  if (extra !== undefined) metrics.counter(extra, 'Only here.')().add(1);
  return metrics.families();
}

describe('the metrics of two processes', () => {
  it('are one family a name, sorted, each series with the role of its process', async () => {
    const families = byRole([
      { role: 'ingest', families: await measured(1) },
      { role: 'pages', families: await measured(2, 'a_total') },
    ]);
    expect(families.map(({ name, samples }) => [name, samples])).toEqual([
      ['a_total', [{ suffix: '', labels: { role: 'pages' }, value: 1 }]],
      [
        'b_total',
        [
          { suffix: '', labels: { kind: 'x', role: 'ingest' }, value: 1 },
          { suffix: '', labels: { kind: 'x', role: 'pages' }, value: 2 },
        ],
      ],
    ]);
  });
});
