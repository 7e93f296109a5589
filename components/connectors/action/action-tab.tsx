'use client';

import { queryOptions, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';

import { getText, toApiError } from '@/components/data/api';
import { ButtonLink } from '@/components/ui/button';
import { CodeView } from '@/components/ui/code-view';
import { CopyButton } from '@/components/ui/copy-button';
import { FailedState } from '@/components/ui/failed-state';
import { SectionHead } from '@/components/ui/page-parts';
import { SkeletonText } from '@/components/ui/skeleton';
import { actionFileName } from '@/lib/connectors/action/action-steps';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { apiPaths } from '@/lib/paths';
import { formatCount } from '@/lib/text/format';

import { ActionGuide } from './action-guide';

/** The code that a version of the settings makes: it changes with them alone. */
const actionQuery = (id: number, version: number) =>
  queryOptions({
    queryKey: ['connector action', id, version],
    queryFn: ({ signal }) => getText(apiPaths.connectorAct(id, 'action'), { signal }),
    staleTime: Infinity,
    retry: false,
  });

/** The connector as an Auth0 Action, for those who want no server in the path: its code, what it cannot do, how it is set up. */
export function ActionTab({ connector }: { connector: ConnectorAnswer }) {
  return (
    <div className="flex flex-1 max-wide:flex-col">
      <Code connector={connector} />
      <aside
        aria-label="About the Action"
        className="w-[440px] shrink-0 border-l bg-ground px-5 py-4 max-wide:w-full max-wide:border-t max-wide:border-l-0 max-phone:px-3"
      >
        <ActionGuide connector={connector} />
      </aside>
    </div>
  );
}

function Code({ connector: { id, configVersion } }: { connector: ConnectorAnswer }) {
  const { data, error, refetch } = useQuery(actionQuery(id, configVersion));
  const file = actionFileName(id, configVersion);
  return (
    <section aria-label="Code" className="min-w-0 flex-1 px-6 pt-2 pb-6 max-phone:px-3">
      <SectionHead
        title="Code"
        note={data === undefined ? `version ${configVersion}` : `version ${configVersion} · ${sizeOf(data)}`}
        aside={
          data === undefined ? undefined : (
            <>
              <CopyButton value={data} what="code" text="Copy" />
              <ButtonLink
                href={apiPaths.connectorAct(id, 'action')}
                external
                download={file}
                icon={Download}
                aria-label="Download the code"
              >
                Download
              </ButtonLink>
            </>
          )
        }
        className="mb-2"
      />
      {data === undefined && error === null ? <SkeletonText lines={12} /> : null}
      {data === undefined && error !== null ? (
        <FailedState what="The code" error={toApiError(error)} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined ? null : (
        <CodeView code={data.trimEnd()} label="Code of the Action" className="max-h-[calc(100dvh-280px)] min-h-80" />
      )}
    </section>
  );
}

function sizeOf(code: string): string {
  const bytes = new TextEncoder().encode(code).length;
  return `${formatCount(code.trimEnd().split('\n').length)} lines, ${formatCount(Math.ceil(bytes / 1_000))} of 100 kB`;
}
