'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { type ReactNode, type RefObject } from 'react';

import { cn } from './cn';
import { useReturnFocus } from './use-return-focus';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence that says what it is about; read out when it opens. */
  description?: string | undefined;
  /** Buttons, the one that goes on last. */
  footer?: ReactNode;
  /** Without a way to close: the person has to choose one of the buttons. */
  closable?: boolean | undefined;
  /** What has the focus at first; the first control unless given. */
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  children?: ReactNode;
  className?: string | undefined;
}

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  closable = true,
  initialFocus,
  children,
  className,
}: DialogProps) {
  const focus = useReturnFocus(initialFocus);
  return (
    <Primitive.Root open={open} onOpenChange={(next) => (closable || next ? onOpenChange(next) : undefined)}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-ink/25 dark:bg-sunk/70" />
        <Primitive.Content
          data-raised=""
          {...focus}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cn(
            'fixed top-[16vh] left-1/2 z-50 flex max-h-[72vh] w-[440px] max-w-[calc(100vw-24px)] -translate-x-1/2 pop flex-col rounded-control border border-line-2 bg-raised shadow-float outline-none',
            className,
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-2">
            <Primitive.Title className="min-w-0 flex-1 text-title">{title}</Primitive.Title>
            {closable ? (
              <Primitive.Close
                aria-label="Close"
                className="-mr-2 inline-flex size-6 items-center justify-center rounded-control text-ink-3 quick hover:bg-hover hover:text-ink"
              >
                <X aria-hidden="true" size={14} strokeWidth={2.1} />
              </Primitive.Close>
            ) : null}
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-4 text-body text-ink-2">
            {description === undefined ? null : <Primitive.Description>{description}</Primitive.Description>}
            {children}
          </div>
          {footer === undefined ? null : (
            <div className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">{footer}</div>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
