'use client';

import { queryOptions, useQuery } from '@tanstack/react-query';

import { LimitStaff } from '@/components/charts/limit-staff';
import { getJson, toApiError } from '@/components/data/api';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { SkeletonText } from '@/components/ui/skeleton';
import { type ConnectorAnswer, type DayBudgetAnswer } from '@/lib/connectors/connector-answers';
import { apiPaths } from '@/lib/paths';
import { minuteMs } from '@/lib/spans';
import { formatCount } from '@/lib/text/format';

/** HubSpot is asked: a page that stays open asks again when it is looked at anew, and not before a minute. */
const budgetQuery = (id: number) =>
  queryOptions({
    queryKey: ['connector budget', id],
    queryFn: ({ signal }) => getJson<DayBudgetAnswer>(apiPaths.connectorAct(id, 'budget'), { signal }),
    staleTime: minuteMs,
    retry: false,
  });

/** How many requests of the account's day are used, by all of its apps, and when the day ends. */
export function DayBudget({ connector: { id } }: { connector: ConnectorAnswer }) {
  const { data, error } = useQuery(budgetQuery(id));
  return (
    <section
      aria-label="Calls of the portal today"
      className="border-t px-5 py-4 max-rail:px-6 max-phone:px-3 [&_time]:font-sans [&_time]:text-small"
    >
      <div className="flex items-center justify-between gap-2 pb-1 text-small text-ink-2">
        <h2>Portal’s calls today, all apps</h2>
        {data === undefined || data.resetsAtMs === null ? null : (
          <span>
            resets <DayTime ms={data.resetsAtMs} />
          </span>
        )}
      </div>
      {data === undefined && error === null ? <SkeletonText lines={2} /> : null}
      {data === undefined && error !== null ? (
        <p className="text-small text-ink-2">
          <OutsideText>{`Not known. ${toApiError(error).words}`}</OutsideText>
        </p>
      ) : null}
      {data === undefined ? null : <Reading {...data} />}
    </section>
  );
}

function Reading({ used, limit, readAtMs }: DayBudgetAnswer) {
  return (
    <>
      <p className="mb-1 flex items-baseline gap-1.5">
        <span className="text-reading">{formatCount(used)}</span>
        <span className="text-body text-ink-2">{`of ${formatCount(limit)}`}</span>
      </p>
      <LimitStaff label="Portal’s calls today" value={used} limit={limit} />
      <p className="mt-1 text-small text-ink-2">
        as HubSpot said <DayTime ms={readAtMs} />
      </p>
    </>
  );
}
