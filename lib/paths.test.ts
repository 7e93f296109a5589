import { describe, expect, it } from 'vitest';
import { apiPaths, paths } from './paths';

const odd = ['auth0|a b/c?d#e', 'evt_%', '..'] as const;

/** Every address, with odd ids in every place that takes one. */
function addressesOf(table: Readonly<Record<string, string | ((...parts: never[]) => string)>>): string[] {
  return Object.entries(table).map(([name, path]) => {
    const parts = name.endsWith('Between') ? [0, 60_000] : odd;
    return `${name} ${typeof path === 'string' ? path : String(Reflect.apply(path, null, parts))}`;
  });
}

describe('addresses', () => {
  it('of pages are these', () => {
    expect(addressesOf(paths)).toMatchInlineSnapshot(`
      [
        "overview /",
        "setup /?setup",
        "rejections /?rejections",
        "rejectionsOfSetup /?setup&rejections",
        "streams /streams",
        "newStream /streams/new",
        "stream /streams/auth0%7Ca%20b%2Fc%3Fd%23e",
        "streamConfiguration /streams/auth0%7Ca%20b%2Fc%3Fd%23e?tab=configuration",
        "streamEdit /streams/auth0%7Ca%20b%2Fc%3Fd%23e?tab=configuration&edit=true",
        "streamHistory /streams/auth0%7Ca%20b%2Fc%3Fd%23e?tab=history",
        "streamWayBack /streams/auth0%7Ca%20b%2Fc%3Fd%23e?back=address",
        "streamMissed /streams/auth0%7Ca%20b%2Fc%3Fd%23e?tab=ledger&back=hole",
        "events /events",
        "event /events/auth0%7Ca%20b%2Fc%3Fd%23e",
        "eventErrorsLastDay /events?outcome=error&last=24h",
        "eventsBetween /events?from=1970-01-01T00:00:00.000Z&to=1970-01-01T00:01:00.000Z",
        "eventsOfStream /events?stream=auth0%7Ca%20b%2Fc%3Fd%23e",
        "eventsOfSubject /events?subject=auth0%7Ca%20b%2Fc%3Fd%23e",
        "deliveries /deliveries",
        "deliveriesOfStream /deliveries?stream=auth0%7Ca%20b%2Fc%3Fd%23e",
        "deliveryListOfStream /deliveries?stream=auth0%7Ca%20b%2Fc%3Fd%23e&view=list",
        "deliveriesFailedBetween /deliveries?state=failed&from=1970-01-01T00:00:00.000Z&to=1970-01-01T00:01:00.000Z",
        "explainedCause /deliveries?explain=auth0%7Ca%20b%2Fc%3Fd%23e",
        "explainedCauseOfStream /deliveries?stream=auth0%7Ca%20b%2Fc%3Fd%23e&explain=evt_%25",
        "explainedDelivery /deliveries?attempt=auth0%7Ca%20b%2Fc%3Fd%23e%2Fevt_%25",
        "jobs /jobs",
        "job /jobs/auth0|a b/c?d#e",
        "connectors /connectors",
        "newConnector /connectors/new",
        "newConnectorOf /connectors/new?kind=auth0%7Ca%20b%2Fc%3Fd%23e",
        "connector /connectors/auth0|a b/c?d#e",
        "connectorSettings /connectors/auth0|a b/c?d#e?tab=settings",
        "connectorMapping /connectors/auth0|a b/c?d#e?tab=mapping",
        "connectorVerify /connectors/auth0|a b/c?d#e?tab=verify",
        "connectorReviews /connectors/auth0|a b/c?d#e?tab=reviews",
        "reviews /reviews",
        "review /reviews?case=auth0|a b/c?d#e",
        "connectorLane /connectors/auth0|a b/c?d#e?tab=users&q=evt_%25",
        "connectorCallsOf /connectors/auth0|a b/c?d#e?tab=calls&user=evt_%25",
        "alerts /alerts",
        "alert /alerts?open=auth0|a b/c?d#e",
        "settings /settings",
        "alertSettings /settings/alerts",
        "users /users",
        "user /users/auth0%7Ca%20b%2Fc%3Fd%23e",
        "deletedUsers /users?deleted=only",
        "signIn /sign-in?returnTo=auth0%7Ca%20b%2Fc%3Fd%23e",
        "login /auth/login?returnTo=auth0%7Ca%20b%2Fc%3Fd%23e",
        "logout /auth/logout",
      ]
    `);
  });

  it('of the API are these', () => {
    expect(addressesOf(apiPaths)).toMatchInlineSnapshot(`
      [
        "live /api/live",
        "nav /api/nav",
        "overview /api/overview?range=auth0%7Ca%20b%2Fc%3Fd%23e",
        "setup /api/setup",
        "setupAfresh /api/setup?fresh=1",
        "rejections /api/rejections",
        "actions /api/actions",
        "streams /api/streams",
        "stream /api/streams/auth0%7Ca%20b%2Fc%3Fd%23e",
        "streamNamed /api/streams/auth0%7Ca%20b%2Fc%3Fd%23e?name=evt_%25",
        "streamOver /api/streams/auth0%7Ca%20b%2Fc%3Fd%23e?range=evt_%25",
        "streamHistory /api/streams/auth0%7Ca%20b%2Fc%3Fd%23e/history",
        "streamLedger /api/streams/auth0%7Ca%20b%2Fc%3Fd%23e/ledger?range=evt_%25",
        "streamLedgerItems /api/streams/auth0%7Ca%20b%2Fc%3Fd%23e/ledger/items",
        "streamLedgerIgnores /api/streams/auth0%7Ca%20b%2Fc%3Fd%23e/ledger/ignores",
        "streamLedgerIgnore /api/streams/auth0%7Ca%20b%2Fc%3Fd%23e/ledger/ignores/evt_%",
        "streamLedgerRead /api/streams/auth0%7Ca%20b%2Fc%3Fd%23e/ledger/read",
        "streamTest /api/streams/auth0%7Ca%20b%2Fc%3Fd%23e/test",
        "testEvents /api/test-events?ids=auth0%7Ca%20b%2Fc%3Fd%23e",
        "testEvent /api/test-events/auth0%7Ca%20b%2Fc%3Fd%23e",
        "events /api/events",
        "event /api/events/auth0%7Ca%20b%2Fc%3Fd%23e",
        "eventBody /api/events/auth0%7Ca%20b%2Fc%3Fd%23e/body",
        "eventHistogram /api/events/histogram",
        "eventTypes /api/events/types",
        "eventStreams /api/events/streams",
        "deliveries /api/deliveries",
        "deliveryCauses /api/deliveries/causes",
        "deliveryExport /api/deliveries/export",
        "deliveryRefresh /api/deliveries/refresh",
        "deliveryExplain /api/deliveries/explain",
        "deliveryProbe /api/deliveries/probe",
        "undelivered /api/undelivered/auth0%7Ca%20b%2Fc%3Fd%23e",
        "redeliver /api/deliveries/auth0%7Ca%20b%2Fc%3Fd%23e/evt_%25/redeliver",
        "jobs /api/jobs",
        "jobPreview /api/jobs/preview",
        "job /api/jobs/auth0|a b/c?d#e",
        "jobItems /api/jobs/auth0|a b/c?d#e/items",
        "jobAct /api/jobs/auth0|a b/c?d#e/evt_%",
        "connectors /api/connectors",
        "connector /api/connectors/auth0|a b/c?d#e",
        "connectorAct /api/connectors/auth0|a b/c?d#e/evt_%",
        "connectorTargets /api/connectors/auth0|a b/c?d#e/targets",
        "connectorTargetsAfresh /api/connectors/auth0|a b/c?d#e/targets?fresh=1",
        "connectorSecret /api/connectors/auth0|a b/c?d#e/secrets/evt_%25",
        "connectorLanes /api/connectors/auth0|a b/c?d#e/lanes",
        "connectorLane /api/connectors/auth0|a b/c?d#e/lanes/evt_%25",
        "connectorCalls /api/connectors/auth0|a b/c?d#e/calls",
        "connectorRecordsOf /api/connectors/auth0|a b/c?d#e/records?ids=evt_%25",
        "connectorRecordSearch /api/connectors/auth0|a b/c?d#e/records?q=evt_%25",
        "reviews /api/reviews",
        "reviewsBulk /api/reviews/bulk",
        "eventConnectors /api/events/auth0%7Ca%20b%2Fc%3Fd%23e/connectors",
        "userConnectors /api/users/auth0%7Ca%20b%2Fc%3Fd%23e/connectors",
        "alerts /api/alerts",
        "alert /api/alerts/auth0|a b/c?d#e",
        "alertAct /api/alerts/auth0|a b/c?d#e/evt_%",
        "alertSettings /api/alerts/settings",
        "alertRule /api/alerts/rules/auth0%7Ca%20b%2Fc%3Fd%23e",
        "alertRuleTest /api/alerts/rules/auth0%7Ca%20b%2Fc%3Fd%23e/test",
        "alertTargets /api/alerts/targets",
        "alertTarget /api/alerts/targets/auth0|a b/c?d#e",
        "alertTargetTest /api/alerts/targets/auth0|a b/c?d#e/test",
        "users /api/users",
        "user /api/users/auth0%7Ca%20b%2Fc%3Fd%23e",
        "userTimeline /api/users/auth0%7Ca%20b%2Fc%3Fd%23e/timeline?before=evt_%25",
      ]
    `);
  });

  it.each(odd)('keep the id %s in one segment, whatever it holds', (id) => {
    for (const path of [paths.stream(id), paths.event(id), paths.user(id), apiPaths.user(id)]) {
      const { pathname, search, hash } = new URL(path, 'http://localhost');
      expect(pathname).toBe(path);
      expect([search, hash]).toEqual(['', '']);
    }
  });
});
