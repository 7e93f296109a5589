import { requireNode } from '../scripts/node-version.ts';
import { LoadGenerator } from './load/run-load.ts';
import { commitOf, describeMachine } from './machine.ts';
import { parseOptions, type PartName, UsageError } from './options.ts';
import { bulkRead } from './parts/bulk-read.ts';
import { connectors } from './parts/connectors.ts';
import { dashboards } from './parts/dashboards.ts';
import { ingest } from './parts/ingest.ts';
import { jobs } from './parts/jobs.ts';
import { type PartResult, type Workbench } from './parts/part.ts';
import { soak } from './parts/soak.ts';
import { startup } from './parts/startup.ts';
import { otherBuild, ownBuild, requireBuild } from './processes/build.ts';
import { findPostgres } from '../scripts/postgres-programs.ts';
import { endAllPrograms } from './processes/program.ts';
import { workFolder } from './processes/work-folder.ts';
import { type KeptResults, readResults, withNew, writeFormatted, writeResults } from './report/kept-results.ts';
import { measureText, report } from './report/report.ts';

const reportFile = 'docs/performance.md';

const parts: Record<PartName, (bench: Workbench) => Promise<PartResult>> = {
  ingest,
  startup,
  dashboards,
  'bulk-read': bulkRead,
  jobs,
  connectors,
  soak,
};

async function run(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const builds = [ownBuild, ...(options.beside === null ? [] : [otherBuild(options.beside)])];
  for (const build of builds) requireBuild(build);
  const folder = workFolder();
  const postgresBin = findPostgres();
  const conditions = {
    date: new Date().toISOString().slice(0, 10),
    commit: builds.map(({ folder }) => commitOf(folder)).join(' beside '),
    machine: describeMachine(folder, postgresBin),
  };
  const generator = await LoadGenerator.start(options.userIds);
  const say = (text: string) => console.log(text);
  const bench: Workbench = { options, builds, generator, folder, postgresBin, say };
  const results: KeptResults = {};
  for (const name of options.parts) {
    results[name] = { ...(await parts[name](bench)), ...conditions, measure: measureText(name, options) };
  }
  await generator.stop();
  console.log(`\n${report(results)}`);
  if (!options.write) return;
  const all = withNew(readResults(), results);
  await writeResults(all);
  await writeFormatted(reportFile, report(all));
  console.log(`Written to ${reportFile}`);
}

const ending = new AbortController();

/** Ends what was started, then this process, whose exit handlers remove what was written. A second signal does not wait. */
function quit(code: number): void {
  if (ending.signal.aborted) process.exit(code);
  ending.abort();
  void endAllPrograms().finally(() => process.exit(code));
}

process.on('SIGINT', () => quit(130));
process.on('SIGTERM', () => quit(143));
requireNode();
try {
  await run();
  quit(0);
} catch (error) {
  // After a signal the programs end under the measurement, which is no error of its own.
  if (!ending.signal.aborted) {
    console.error(error instanceof UsageError ? error.message : error);
    quit(1);
  }
}
