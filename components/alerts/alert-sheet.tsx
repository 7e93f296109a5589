'use client';

import { useQuery } from '@tanstack/react-query';

import { type ApiError, toApiError } from '@/components/data/api';
import { Button, ButtonLink } from '@/components/ui/button';
import { FailedState } from '@/components/ui/failed-state';
import { NoMatch } from '@/components/ui/no-match';
import { SectionHead } from '@/components/ui/page-parts';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonText } from '@/components/ui/skeleton';
import { type AlertAnswer } from '@/lib/alerts/alert-answers';
import { ruleWords } from '@/lib/alerts/rule-words';

import { AlertActions } from './alert-actions';
import { AlertBudget } from './alert-budget';
import { AlertHistory } from './alert-history';
import { AlertNoteForm } from './alert-note-form';
import { alertQuery } from './alert-queries';
import { AlertStateChip } from './alert-state';

interface AlertSheetProps {
  id: number;
  mayAct: boolean;
  onClose: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
}

/** One alert beside the list: what to do about it, and everything that happened to it. */
export function AlertSheet({ id, mayAct, ...moves }: AlertSheetProps) {
  const { data, error, refetch } = useQuery(alertQuery(id));
  return (
    <Sheet
      label={`Alert ${id}`}
      head={data === undefined ? `Alert ${id}` : <AlertStateChip alert={data} />}
      returnFocusTo={String(id)}
      className="max-rail:absolute max-rail:inset-0 max-rail:w-full max-phone:fixed max-phone:z-40 max-phone:border-l-0 huge:w-[440px]"
      {...moves}
    >
      {data === undefined ? (
        error === null ? (
          <SkeletonText lines={6} className="p-5" />
        ) : (
          <NotShown error={toApiError(error)} onRetry={() => void refetch()} onClose={moves.onClose} />
        )
      ) : (
        <Incident alert={data} mayAct={mayAct} />
      )}
    </Sheet>
  );
}

interface NotShownProps {
  error: ApiError;
  onRetry: () => void;
  onClose: () => void;
}

function NotShown({ error, onRetry, onClose }: NotShownProps) {
  if (error.status !== 404) return <FailedState what="The alert" error={error} onRetry={onRetry} />;
  return <NoMatch title="There is no such alert" actions={<Button onClick={onClose}>Close</Button>} />;
}

function Incident({ alert, mayAct }: { alert: AlertAnswer; mayAct: boolean }) {
  return (
    <>
      <div className="px-5 py-4">
        <p className="text-small text-ink-2">{ruleWords[alert.rule].name}</p>
        <h2 className="mt-1 text-subject">{alert.title}</h2>
        <p className="mt-1 text-body text-ink-2">{alert.detail}</p>
        {alert.budget === null ? null : <AlertBudget budget={alert.budget} />}
        <div className="mt-3 flex flex-wrap gap-2">
          <ButtonLink href={alert.act.href} variant="primary">
            {alert.act.label}
          </ButtonLink>
          {mayAct && alert.state !== 'closed' ? <AlertActions alert={alert} /> : null}
        </div>
      </div>
      <SectionHead
        title="History"
        aside={<span className="text-small text-ink-2">newest first</span>}
        className="border-t px-5"
      />
      <div className="px-5 pb-2">
        <AlertHistory alert={alert} />
      </div>
      {mayAct ? <AlertNoteForm id={alert.id} /> : null}
      <p className="border-t px-5 py-3 text-small text-ink-2">
        {alert.state === 'closed'
          ? 'It is over. If it comes back, that is a new alert.'
          : 'It closes by itself when what it is about is over for a minute.'}
      </p>
    </>
  );
}
