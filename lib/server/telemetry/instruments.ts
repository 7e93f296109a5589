import { singleton } from '../process/singleton';
import { type Counter, Metrics, sizeBounds } from './metrics';
import { watchProcess } from './process-gauges';

function makeInstruments() {
  const metrics = new Metrics();
  watchProcess(metrics);
  return {
    metrics,
    webhookAnswered: webhookFigures(metrics),
    commitSeconds: metrics.histogram(
      'streamgauge_commit_seconds',
      'Time of one commit of receipts: transaction, sync to disk and check of the file.',
    ),
    commitReceipts: metrics.histogram('streamgauge_commit_receipts', 'Receipts in one commit.', sizeBounds),
    refusedReceipts: metrics.counter(
      'streamgauge_refused_receipts_total',
      'Receipts that could not be stored; each was answered 503.',
    ),
    deedSeconds: metrics.histogram('streamgauge_store_seconds', 'Time of one call of the store, by method.'),
    deedFailures: metrics.counter('streamgauge_store_failures_total', 'Calls of the store that failed, by method.'),
    jobSteps: metrics.counter('streamgauge_job_steps_total', 'Steps of jobs, by kind and whether they failed.'),
    connectorCalls: metrics.counter(
      'streamgauge_connector_calls_total',
      'Requests to other systems, by number of the connector and result.',
    ),
    droppedSettlements: metrics.counter(
      'streamgauge_connector_settlements_dropped_total',
      'Pushes whose lane had been given to another process when they ended.',
    ),
    managementRequests: metrics.counter(
      'streamgauge_management_requests_total',
      'Requests to the Management API, by who waits and status; status 0 got no answer.',
    ),
    managementSeconds: metrics.histogram(
      'streamgauge_management_seconds',
      'Time of one request to the Management API, waiting for the rate limit excluded.',
    ),
  };
}

/** Counts and times one answer to `/webhook`; `ms` from the head of the request. Runs with every event. */
function webhookFigures(metrics: Metrics): (status: number, ms: number) => void {
  const requests = metrics.counter('streamgauge_webhook_requests_total', 'Requests to /webhook, by status.');
  const seconds = metrics.histogram(
    'streamgauge_webhook_seconds',
    'Time from the head of a request to /webhook until its answer.',
  )();
  const byStatus = new Map<number, Counter>();
  return (status, ms) => {
    const counter = byStatus.get(status) ?? requests({ status: String(status) });
    byStatus.set(status, counter);
    counter.add();
    seconds.observe(ms / 1000);
  };
}

/** What this process counts and measures. Names and meanings: docs/metrics.md. */
export const instruments = () => singleton('instruments', makeInstruments);
