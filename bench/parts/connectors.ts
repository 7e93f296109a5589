import { Downstream } from '../processes/downstream.ts';
import { connectorsReport } from '../report/connectors-report.ts';
import { until } from './api.ts';
import { besideIngest } from './connectors/beside-ingest.ts';
import { type Connected, startConnected } from './connectors/connected.ts';
import { fullLanes } from './connectors/full-lanes.ts';
import { databaseWithLog, planBacklog } from './connectors/plan-backlog.ts';
import { pushDelays } from './connectors/push-delays.ts';
import { type PartResult, type Workbench } from './part.ts';

/** What three connectors that run cost the ingest, and how soon and how fast they carry on. */
export async function connectors(bench: Workbench): Promise<PartResult> {
  const { say, postgresBin, folder } = bench;
  if (postgresBin === null) return connectorsReport(null);
  const downstream = await Downstream.start(folder, postgresBin);
  say('Connectors: how soon an event is carried on');
  const connected = await startConnected(bench, 'connectors-delays', downstream);
  await caughtUp(connected);
  const delays = await pushDelays(bench, connected);
  await connected.served.finish();
  say('Connectors: planning a long log');
  const file = await databaseWithLog(bench, downstream);
  const plan = await planBacklog(bench, file, downstream);
  say('Connectors: very much that waits');
  const full = await fullLanes(bench, file, downstream);
  say('Connectors: ingest beside three of them');
  const ingest = await besideIngest(bench, downstream);
  await downstream.stop();
  return connectorsReport({ ingest, plan, delays, full });
}

/** Waits until nothing waits: a connector carries on what arrived after its start. */
async function caughtUp({ served }: Connected): Promise<void> {
  await until(() => served.newestArrivalMs() < Date.now() - 2_000);
}
