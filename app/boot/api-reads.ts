import { type ApiRead, type ApiReads } from '@/lib/server/http/fast-api';
import * as actions from '../api/actions/route';
import * as alerts from '../api/alerts/route';
import * as alert from '../api/alerts/[id]/route';
import * as alertSettings from '../api/alerts/settings/route';
import * as audit from '../api/audit/route';
import * as connectors from '../api/connectors/route';
import * as connector from '../api/connectors/[id]/route';
import * as connectorAction from '../api/connectors/[id]/action/route';
import * as connectorBudget from '../api/connectors/[id]/budget/route';
import * as connectorCalls from '../api/connectors/[id]/calls/route';
import * as connectorJobs from '../api/connectors/[id]/jobs/route';
import * as connectorLanes from '../api/connectors/[id]/lanes/route';
import * as connectorRecords from '../api/connectors/[id]/records/route';
import * as connectorTargets from '../api/connectors/[id]/targets/route';
import * as deliveries from '../api/deliveries/route';
import * as deliveryCauses from '../api/deliveries/causes/route';
import * as deliveryExplain from '../api/deliveries/explain/route';
import * as deliveryExport from '../api/deliveries/export/route';
import * as eventTypes from '../api/events/types/route';
import * as events from '../api/events/route';
import * as event from '../api/events/[id]/route';
import * as eventBody from '../api/events/[id]/body/route';
import * as eventConnectors from '../api/events/[id]/connectors/route';
import * as eventHistogram from '../api/events/histogram/route';
import * as eventStreamNames from '../api/events/streams/route';
import * as job from '../api/jobs/[id]/route';
import * as jobItems from '../api/jobs/[id]/items/route';
import * as jobs from '../api/jobs/route';
import * as live from '../api/live/route';
import * as me from '../api/me/route';
import * as nav from '../api/nav/route';
import * as overview from '../api/overview/route';
import * as rejections from '../api/rejections/route';
import * as reviews from '../api/reviews/route';
import * as setup from '../api/setup/route';
import * as stream from '../api/streams/[id]/route';
import * as streamHistory from '../api/streams/[id]/history/route';
import * as streamLedger from '../api/streams/[id]/ledger/route';
import * as streamLedgerItems from '../api/streams/[id]/ledger/items/route';
import * as streams from '../api/streams/route';
import * as testEvents from '../api/test-events/route';
import * as testEvent from '../api/test-events/[id]/route';
import * as undelivered from '../api/undelivered/[id]/route';
import * as user from '../api/users/[id]/route';
import * as userConnectors from '../api/users/[id]/connectors/route';
import * as userTimeline from '../api/users/[id]/timeline/route';
import * as users from '../api/users/route';

interface Route {
  // A route with parameters names them in its own type; the path says which.
  GET: (request: Request, context: { params: Promise<never> }) => Promise<Response>;
}

const read =
  (isShared: boolean) =>
  (path: string, { GET }: Route): ApiRead => ({
    path,
    // The parameters are those that the folder names, which is where Next has them from too.
    answer: (request, { params }) => GET(request, { params: params as Promise<never> }),
    isShared,
  });

/** The same for everybody of one role. */
const shared = read(true);

/** About the person who asks, a stream, a file, or followed by one person for a minute. */
const own = read(false);

/** Every read of `/api`. */
const reads: readonly ApiRead[] = [
  shared('/api/actions', actions),
  shared('/api/alerts', alerts),
  shared('/api/alerts/settings', alertSettings),
  shared('/api/alerts/[id]', alert),
  shared('/api/audit', audit),
  shared('/api/connectors', connectors),
  shared('/api/connectors/[id]', connector),
  own('/api/connectors/[id]/action', connectorAction),
  own('/api/connectors/[id]/budget', connectorBudget),
  shared('/api/connectors/[id]/calls', connectorCalls),
  shared('/api/connectors/[id]/jobs', connectorJobs),
  shared('/api/connectors/[id]/lanes', connectorLanes),
  own('/api/connectors/[id]/records', connectorRecords),
  own('/api/connectors/[id]/targets', connectorTargets),
  shared('/api/deliveries', deliveries),
  shared('/api/deliveries/causes', deliveryCauses),
  shared('/api/deliveries/explain', deliveryExplain),
  own('/api/deliveries/export', deliveryExport),
  shared('/api/events', events),
  shared('/api/events/types', eventTypes),
  shared('/api/events/histogram', eventHistogram),
  shared('/api/events/streams', eventStreamNames),
  shared('/api/events/[id]', event),
  own('/api/events/[id]/body', eventBody),
  shared('/api/events/[id]/connectors', eventConnectors),
  shared('/api/jobs', jobs),
  shared('/api/jobs/[id]', job),
  shared('/api/jobs/[id]/items', jobItems),
  own('/api/live', live),
  own('/api/me', me),
  shared('/api/nav', nav),
  shared('/api/overview', overview),
  shared('/api/rejections', rejections),
  shared('/api/reviews', reviews),
  own('/api/setup', setup),
  shared('/api/streams', streams),
  shared('/api/streams/[id]', stream),
  shared('/api/streams/[id]/history', streamHistory),
  shared('/api/streams/[id]/ledger', streamLedger),
  shared('/api/streams/[id]/ledger/items', streamLedgerItems),
  own('/api/test-events', testEvents),
  own('/api/test-events/[id]', testEvent),
  shared('/api/undelivered/[id]', undelivered),
  shared('/api/users', users),
  shared('/api/users/[id]', user),
  shared('/api/users/[id]/connectors', userConnectors),
  shared('/api/users/[id]/timeline', userTimeline),
];

/** What is answered without Next's pipeline. A test compares both tables with the folders. */
export const apiReads: ApiReads = {
  reads,
  changes: [
    '/api/alerts/targets',
    '/api/deliveries/probe',
    '/api/deliveries/refresh',
    '/api/jobs/preview',
    '/api/reviews/bulk',
    '/api/streams/commands',
  ],
};
