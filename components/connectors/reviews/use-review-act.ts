'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';

import { refreshConnectors } from '@/components/connectors/connector-queries';
import { useFailure } from '@/components/connectors/use-connector-act';
import { postJson } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { type Lane } from '@/lib/connectors/connector';
import { type LaneRow } from '@/lib/connectors/connector-answers';
import { type LaneActName } from '@/lib/connectors/connector-query';
import { type ReviewAct } from '@/lib/connectors/review-acts';
import { calledOf } from '@/lib/connectors/review-words';
import { apiPaths } from '@/lib/paths';

/** What was done, said after what the user is called. */
const doneWords: Record<LaneActName, string> = {
  push: 'is tried now',
  skip: 'is skipped',
  link: 'is linked and tried now',
  create: 'gets a new record',
  leave_out: 'is tried without what was refused',
  never: 'is left alone for good',
  unlink: 'is unlinked',
  follow: 'follows',
  make_writer: 'is the writer now',
  confirm_deletion: 'is deleted there too',
};

type ActedLane = Pick<LaneRow, 'key' | 'isEvent' | 'name'>;

/** Does something about one user, and says how it went. */
export function useReviewAct(connectorId: number, onDone: (lane: ActedLane) => void = () => undefined) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const failed = useFailure();
  return useMutation({
    mutationFn: ({ lane: { key, isEvent }, act }: { lane: ActedLane; act: ReviewAct }) =>
      postJson<Lane>(apiPaths.connectorLane(connectorId, key), {
        act: act.act,
        isEvent,
        ...(act.recordId === undefined ? {} : { recordId: act.recordId }),
      }),
    onSuccess: (_, { lane, act }) => {
      announce(`${calledOf(lane)} ${doneWords[act.act]}`, 'lane');
      onDone(lane);
    },
    onError: (thrown, { lane, act }) => failed(`"${act.label}" did not go for ${calledOf(lane)}`, thrown),
    onSettled: () => void refreshConnectors(queries),
  });
}
