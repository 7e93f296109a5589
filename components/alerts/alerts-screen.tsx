'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { SlidersHorizontal } from 'lucide-react';

import { toApiError } from '@/components/data/api';
import { useMorePages } from '@/components/shell/use-more-pages';
import { Button, ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FailedBanner, FailedState } from '@/components/ui/failed-state';
import { NoMatch } from '@/components/ui/no-match';
import { SkeletonText } from '@/components/ui/skeleton';
import { useRowSteps } from '@/components/ui/use-row-steps';
import { ruleWords } from '@/lib/alerts/rule-words';
import { paths } from '@/lib/paths';

import { AlertFilterBar } from './alert-filter-bar';
import { AlertGroups, inOrder } from './alert-groups';
import { alertListQuery } from './alert-queries';
import { AlertSheet } from './alert-sheet';
import { useAlertSearch } from './use-alert-search';

/** `/alerts`: what needs a person, what has one, what waits, and what is over. */
export function AlertsScreen({ mayAct }: { mayAct: boolean }) {
  const { search, set, hrefOf } = useAlertSearch();
  const more = useMorePages();
  const query = useInfiniteQuery({ ...alertListQuery(search.view, search.rule), meta: more.meta });
  const { data, error } = query;
  const alerts = data?.pages.flatMap((page) => page.items) ?? [];
  const keys = inOrder(alerts).map(({ id }) => String(id));
  const step = useRowSteps(keys, {
    currentKey: () => (search.open === null ? null : String(search.open)),
    move: (key) => set({ open: Number(key) }),
  });
  const retry = () => void query.refetch();
  return (
    <div className="relative flex min-h-0 flex-1 max-phone:block">
      <div className="flex min-w-0 flex-1 flex-col">
        <AlertFilterBar counts={data?.pages[0]?.counts} />
        <div className="min-h-0 flex-1 overflow-y-auto">
          {error !== null && data !== undefined ? (
            <FailedBanner what="The alerts" error={toApiError(error)} asOfMs={query.dataUpdatedAt} onRetry={retry} />
          ) : null}
          {data === undefined ? (
            error === null ? (
              <SkeletonText lines={8} className="max-w-[760px] p-6 max-phone:p-3" />
            ) : (
              <FailedState what="The alerts" error={toApiError(error)} onRetry={retry} />
            )
          ) : alerts.length === 0 ? (
            <None />
          ) : (
            <AlertGroups
              alerts={alerts}
              openId={search.open}
              mayAct={mayAct}
              hrefOf={hrefOf}
              onOpen={(id) => set({ open: id })}
            />
          )}
          {query.hasNextPage ? (
            <div className="px-6 py-3 max-phone:px-3">
              <Button busy={more.isLoading} onClick={() => void more.load(query)}>
                Show older
              </Button>
            </div>
          ) : null}
        </div>
      </div>
      {search.open === null ? null : (
        <AlertSheet
          key={search.open}
          id={search.open}
          mayAct={mayAct}
          onClose={() => set({ open: null })}
          {...movesAmong(keys, step)}
        />
      )}
    </div>
  );
}

/** Where there is no row there is nowhere to step. */
function movesAmong(keys: readonly string[], step: (by: 1 | -1) => void) {
  return keys.length === 0 ? {} : { onPrevious: () => step(-1), onNext: () => step(1) };
}

const noneWords = {
  open: 'No alert is open',
  closed: 'No alert has closed yet',
  all: 'There has been no alert yet',
};

function None() {
  const { search, set } = useAlertSearch();
  if (search.rule !== null) {
    return (
      <NoMatch
        title={`No ${search.view === 'all' ? '' : `${search.view} `}alert of the rule “${ruleWords[search.rule].name}”`}
        actions={<Button onClick={() => set({ rule: null })}>Show all rules</Button>}
      />
    );
  }
  return (
    <EmptyState
      title={noneWords[search.view]}
      body="An alert opens when something needs a person: an event stream near Auth0’s limit, failed deliveries, silence. It closes by itself when that is over. Targets such as a chat channel or mailboxes are told both."
      actions={
        <ButtonLink href={paths.alertSettings} icon={SlidersHorizontal}>
          Rules and targets
        </ButtonLink>
      }
    />
  );
}
