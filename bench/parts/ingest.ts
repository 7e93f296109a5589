import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Contender } from '../contenders/contender.ts';
import { bareServer, rawWriter } from '../contenders/direct-sqlite.ts';
import { equalWorkHandler, sampleHandler } from '../contenders/express-postgres.ts';
import { noOpServer } from '../contenders/no-op.ts';
import { requireSameRows } from '../contenders/same-rows.ts';
import { streamgauge } from '../contenders/streamgauge.ts';
import { type Backlog } from '../contenders/word-backlog.ts';
import { type Measurement } from '../load/run-load.ts';
import { PostgresCluster } from '../processes/postgres.ts';
import { ingestReport } from '../report/ingest-report.ts';
import { IngestFigures, levels } from './ingest-figures.ts';
import { type PartResult, type Workbench } from './part.ts';

/** Load on a server that has just started, until its compiler has seen the hot path. Counts as acknowledged. */
const warmUpConnections = 16;

interface Round {
  measured: Map<number, Measurement>;
  backlog: Backlog | null;
}

async function runOnce(contender: Contender, bench: Workbench): Promise<Round> {
  const { generator, options, say } = bench;
  const { leadInMs, windowMs, warmUpMs } = options;
  const folder = path.join(bench.folder, 'contender');
  mkdirSync(folder);
  const { target, catchUp, finish } = await contender.start(folder);
  const warmUp = await generator.run(target, { connections: warmUpConnections, leadInMs: 0, windowMs: warmUpMs });
  let { acknowledged } = warmUp;
  const measured = new Map<number, Measurement>();
  for (const connections of levels) {
    const measurement = await generator.run(target, { connections, leadInMs, windowMs });
    measured.set(connections, measurement);
    acknowledged += measurement.acknowledged;
  }
  const backlog = (await catchUp?.()) ?? null;
  const stored = await finish();
  rmSync(folder, { recursive: true });
  if (stored !== null && stored !== acknowledged) {
    throw new Error(`Invalid round: ${contender.name} acknowledged ${acknowledged} events and stored ${stored}`);
  }
  const rates = [...measured.values()].map(({ eventsPerSecond }) => Math.round(eventsPerSecond));
  say(`  ${contender.name.padEnd(16)} ${rates.join(' / ')} events/s${stored === null ? '' : `, ${stored} stored`}`);
  return { measured, backlog };
}

async function contendersOf(bench: Workbench): Promise<Contender[]> {
  const { postgresBin } = bench;
  if (postgresBin === null) return [streamgauge, bareServer, rawWriter, noOpServer];
  const cluster = await PostgresCluster.create(postgresBin, bench.folder);
  return [streamgauge, sampleHandler(cluster), equalWorkHandler(cluster), bareServer, rawWriter, noOpServer];
}

/** Every contender in turn, round after round, each time with a fresh process and a fresh database. */
export async function ingest(bench: Workbench): Promise<PartResult> {
  bench.say('Ingest: checking that the bare server writes the rows of Streamgauge');
  await requireSameRows(bench.folder, bench.options.userIds);
  const contenders = await contendersOf(bench);
  const figures = new IngestFigures();
  const backlogs: Backlog[] = [];
  for (let round = 1; round <= bench.options.rounds; round++) {
    bench.say(`Ingest: round ${round} of ${bench.options.rounds}, at ${levels.join(' / ')} connections`);
    for (const contender of contenders) {
      const { measured, backlog } = await runOnce(contender, bench);
      figures.add(contender.name, measured);
      if (backlog !== null) backlogs.push(backlog);
    }
  }
  return ingestReport({ figures, backlogs, contenders, userIds: bench.options.userIds });
}
