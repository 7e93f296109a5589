import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { type SearchParams } from 'nuqs/server';
import { makeQueryClient } from '@/components/data/query-client';
import { reviewListQuery } from '@/components/connectors/reviews/review-queries';
import { ReviewsScreen } from '@/components/connectors/reviews/reviews-screen';
import { includesRole } from '@/lib/access/role';
import { reviewsPerPage } from '@/lib/connectors/connector-query';
import { loadReviewSearch } from '@/lib/connectors/review-search';
import { sinceOf } from '@/lib/connectors/review-span';
import { paths } from '@/lib/paths';
import { reviewListAnswer } from '@/lib/server/connectors/connector-answers';
import { requirePage } from '@/lib/server/http/access';
import { prefetch } from '@/lib/server/http/prefetch';
import { store } from '@/lib/server/process/store';

export const metadata = { title: 'Reviews' };

export default async function ReviewsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const given = await searchParams;
  const { role } = await requirePage('viewer', paths.reviews, given);
  const { connector, reason, since } = loadReviewSearch(given);
  const queries = makeQueryClient();
  const asked = { connectorId: connector ?? undefined, reasons: reason.length === 0 ? undefined : reason };
  await prefetch(queries, reviewListQuery({ connector, reason, since }), async () => {
    const opened = await store();
    const sinceMs = sinceOf(since, opened.nowMs());
    return reviewListAnswer(opened, { ...asked, sinceMs }, { limit: reviewsPerPage });
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ReviewsScreen mayAct={includesRole(role, 'operator')} />
    </HydrationBoundary>
  );
}
