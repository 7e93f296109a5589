import { rmSync } from 'node:fs';
import path from 'node:path';
import { type Contender } from '../contenders/contender.ts';
import { bareServer, rawWriter } from '../contenders/direct-sqlite.ts';
import { Entrant } from '../contenders/entrant.ts';
import { equalWorkHandler, sampleHandler } from '../contenders/express-postgres.ts';
import { noOpServer } from '../contenders/no-op.ts';
import { requireSameRows } from '../contenders/same-rows.ts';
import { streamgauge } from '../contenders/streamgauge.ts';
import { type Backlog } from '../contenders/word-backlog.ts';
import { type Measurement } from '../load/run-load.ts';
import { ownBuild } from '../processes/build.ts';
import { PostgresCluster } from '../processes/postgres.ts';
import { ingestReport } from '../report/ingest-report.ts';
import { IngestFigures, type Level, levels } from './ingest-figures.ts';
import { type PartResult, type Workbench } from './part.ts';

/** Load on a server that has just started, until its compiler has seen the hot path. Counts as acknowledged. */
const warmUpConnections = 16;

/**
 * Each window is cut into this many turns. A machine shared with others is half as fast for seconds at a time; with short
 * turns that befalls everybody alike.
 */
const turns = 5;

/** Of one round, by contender. */
type Measured = Map<string, Measurement[]>;

/** Everybody in turn at one number of connections, and again in the opposite order. */
async function measureLevel(entrants: readonly Entrant[], connections: Level, bench: Workbench): Promise<Measured> {
  const { generator, options } = bench;
  const windowMs = options.windowMs / turns;
  const load = { connections, leadInMs: Math.min(options.leadInMs, windowMs / 2), windowMs };
  const measured: Measured = new Map(entrants.map(({ name }) => [name, []]));
  for (let turn = 0; turn < turns; turn++) {
    for (const entrant of turn % 2 === 0 ? entrants : entrants.toReversed()) {
      measured.get(entrant.name)?.push(await entrant.load(generator, load));
    }
  }
  return measured;
}

async function runRound(
  contenders: readonly Contender[],
  figures: IngestFigures,
  bench: Workbench,
): Promise<Backlog[]> {
  const { generator, options, say } = bench;
  const entrants: Entrant[] = [];
  const folders = contenders.map((_, index) => path.join(bench.folder, `contender-${index}`));
  for (const [index, contender] of contenders.entries()) {
    const entrant = await Entrant.start(contender, folders[index] ?? '');
    entrants.push(entrant);
    await entrant.load(generator, { connections: warmUpConnections, leadInMs: 0, windowMs: options.warmUpMs });
  }
  for (const level of levels) {
    for (const [name, slices] of await measureLevel(entrants, level, bench)) figures.add(name, level, slices);
  }
  const backlogs: Backlog[] = [];
  for (const entrant of entrants) {
    const backlog = await entrant.finish();
    if (backlog !== null && entrant.name === ownBuild.name) backlogs.push(backlog);
    const rates = levels.map((level) => Math.round(figures.newest(entrant.name, level)?.eventsPerSecond ?? 0));
    say(`  ${entrant.name.padEnd(16)} ${rates.join(' / ')} events/s`);
  }
  for (const folder of folders) rmSync(folder, { recursive: true });
  return backlogs;
}

async function contendersOf(bench: Workbench): Promise<Contender[]> {
  const { postgresBin } = bench;
  const ours = bench.builds.map((build) => streamgauge(build));
  if (postgresBin === null) return [...ours, bareServer, rawWriter, noOpServer];
  const [ofSample, ofEqualWork] = [
    await PostgresCluster.create(postgresBin, path.join(bench.folder, 'postgres-sample')),
    await PostgresCluster.create(postgresBin, path.join(bench.folder, 'postgres-equal-work')),
  ];
  return [...ours, bareServer, equalWorkHandler(ofEqualWork), sampleHandler(ofSample), rawWriter, noOpServer];
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
    backlogs.push(...(await runRound(contenders, figures, bench)));
  }
  return ingestReport({ figures, backlogs, contenders, userIds: bench.options.userIds });
}
