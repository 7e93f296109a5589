import { Button } from '@/components/ui/button';

interface SaveBarProps {
  /** What has changed: "Rows: 1 changed". */
  text: string;
  /** Against what: "against version 8". */
  note: string;
  /** Word of the button that saves. */
  label: string;
  isBusy: boolean;
  isOff: boolean;
  onDiscard: () => void;
  /** Absent where the button submits a form. */
  onSave?: (() => void) | undefined;
}

/** What was changed and not saved yet. It floats over the end of its region. */
export function SaveBar({ text, note, label, isBusy, isOff, onDiscard, onSave }: SaveBarProps) {
  return (
    <div className="sticky bottom-4 z-2 mx-6 mt-5 mb-4 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 rounded-control border border-line-2 bg-raised px-4 py-2 shadow-float max-phone:bottom-0 max-phone:mx-0">
      <span role="status" className="text-heading">
        {text}
      </span>
      <span className="mr-auto text-small text-ink-2">{note}</span>
      <Button variant="quiet" onClick={onDiscard}>
        Discard
      </Button>
      <Button
        type={onSave === undefined ? 'submit' : 'button'}
        variant="primary"
        keys="Ctrl S"
        busy={isBusy}
        disabled={isOff}
        onClick={onSave}
        className="max-phone:[&>kbd]:hidden"
      >
        {label}
      </Button>
    </div>
  );
}
