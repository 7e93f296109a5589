import { outsideParts } from '@/lib/text/outside-text';

interface OutsideTextProps {
  children: string;
  className?: string | undefined;
}

/**
 * Text that others wrote: isolated from the words around it, with a mark for every character that would not be seen or would
 * turn the direction, so that no name reads as another one or as an address.
 */
export function OutsideText({ children, className }: OutsideTextProps) {
  return (
    <bdi className={className}>
      {outsideParts(children).map(({ text, code }, place) =>
        code === null ? (
          text
        ) : (
          <span key={place} className="rounded-chip bg-warn-tint px-0.5 text-mono text-warn">
            [{code}]
          </span>
        ),
      )}
    </bdi>
  );
}
