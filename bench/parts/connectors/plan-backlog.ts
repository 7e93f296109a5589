import { copyFileSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { ownBuild } from '../../processes/build.ts';
import { type Downstream } from '../../processes/downstream.ts';
import { filledDatabase } from '../../processes/filled-database.ts';
import { cpuMsOf } from '../../processes/process-tree.ts';
import { Streamgauge } from '../../processes/streamgauge.ts';
import { number } from '../../report/format.ts';
import { type Workbench } from '../part.ts';
import { Api, until } from '../api.ts';
import { signIn } from '../served-streamgauge.ts';
import { makeConnectors } from './connected.ts';

/** Events in the log, each tenth the first of a user. */
export const backlogEvents = 100_000;

export interface PlanFigures {
  /** For one event and three connectors, all that the planning takes. */
  usPerEvent: number;
  /** The same in processor time of all processes; null where the system does not tell. */
  cpuUsPerEvent: number | null;
  /** For the whole log, in ms. */
  tookMs: number;
}

/** A database with a long log and three connectors that were never started. Returns its file. */
export async function databaseWithLog(bench: Workbench, downstream: Downstream): Promise<string> {
  const { builds, options, say, folder } = bench;
  const events = backlogEvents;
  const filled = await filledDatabase({ build: ownBuild, builds, events, userIds: options.userIds, say });
  const file = path.join(folder, 'connectors-log.db');
  copyFileSync(filled, file);
  const server = await Streamgauge.start(ownBuild, file, downstream.settings);
  try {
    await makeConnectors(new Api(await signIn(server, 0)), downstream, 1_000);
  } finally {
    await server.stop();
  }
  return file;
}

/** Runs statements in a database of ours that nobody uses. */
export function change(file: string, statements: string): void {
  const database = new BetterSqlite3(file);
  try {
    database.exec(statements);
  } finally {
    database.close();
  }
}

/** As if all three had been started before the first event, and were asked to send nothing for now. */
const behindAll = `
  DELETE FROM connector_lanes;
  UPDATE connectors SET state = 'running', cursor_seq = 0, quiet_until_ms = 9999999999999, quiet_reason = 'asked';`;

/** How long three connectors take to plan the whole log, which nothing of is sent. */
export async function planBacklog(bench: Workbench, file: string, downstream: Downstream): Promise<PlanFigures> {
  change(file, behindAll);
  const server = await Streamgauge.spawn(ownBuild, file, downstream.settings);
  const database = new BetterSqlite3(file, { readonly: true });
  try {
    const cursor = database.prepare<[], number>('SELECT min(cursor_seq) FROM connectors').pluck();
    const newest = database.prepare<[], number>('SELECT max(seq) FROM events').pluck().get() ?? 0;
    const at = () => ({ seq: cursor.get() ?? 0, ms: performance.now(), cpuMs: cpuMsOf([server.pid]) });
    // From the first step that is seen: what a start costs is not the plan's.
    let first = at();
    await until(() => (first = at()).seq > 0, 2);
    let last = first;
    await until(() => (last = at()).seq >= newest, 5);
    const events = last.seq - first.seq;
    const usPerEvent = ((last.ms - first.ms) * 1000) / events;
    const cpuMs = first.cpuMs === null || last.cpuMs === null ? null : last.cpuMs - first.cpuMs;
    const figures = {
      usPerEvent,
      cpuUsPerEvent: cpuMs === null ? null : (cpuMs * 1000) / events,
      tookMs: (usPerEvent * backlogEvents) / 1000,
    };
    bench.say(`  ${backlogEvents} events planned in ${number(figures.tookMs)} ms, ${number(usPerEvent)} µs each`);
    return figures;
  } finally {
    database.close();
    await server.stop();
  }
}
