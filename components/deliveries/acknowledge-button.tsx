'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check } from 'lucide-react';

import { postJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { useToast } from '@/components/ui/toast';
import { canActOn } from '@/lib/alerts/alert';
import { type ExplainAnswer } from '@/lib/deliveries/explain-answer';
import { apiPaths, paths } from '@/lib/paths';
import { visibleText } from '@/lib/text/outside-text';

import { useRetry } from './use-retry';

/** Takes the alert about what is explained: others see that somebody looks after it. */
export function AcknowledgeButton({ alert }: { alert: NonNullable<ExplainAnswer['alert']> }) {
  const { mayRetry: mayAct } = useRetry();
  const queries = useQueryClient();
  const toast = useToast();
  const announce = useAnnounce();
  const deed = useMutation({
    mutationFn: () => postJson(apiPaths.alertAct(alert.id, 'acknowledge'), {}),
    onSuccess: () => announce(`Alert ${alert.id} acknowledged`, 'alert'),
    onError: (thrown) => {
      const { detail, title } = toApiError(thrown);
      toast({ tone: 'bad', title: `Alert ${alert.id} could not be acknowledged`, body: visibleText(detail || title) });
    },
    // The mutation lasts until the sheet has read the new state: the button does not come back for a moment.
    onSettled: () =>
      Promise.all([['deliveries'], ['alerts'], ['nav']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  if (!canActOn('acknowledge', alert.state)) {
    return <TextLink href={paths.alert(alert.id)}>Acknowledged</TextLink>;
  }
  return (
    <Button
      icon={Check}
      disabled={!mayAct}
      busy={deed.isPending}
      title={mayAct ? undefined : 'Acknowledging needs the role operator.'}
      onClick={() => deed.mutate()}
    >
      Acknowledge
    </Button>
  );
}
