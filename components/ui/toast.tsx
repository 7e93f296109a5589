'use client';

import { Check, Info, type LucideIcon, Send, TriangleAlert, X } from 'lucide-react';
import Link from 'next/link';
import { Toast as Primitive } from 'radix-ui';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';

import { cn } from './cn';

type ToastTone = 'ok' | 'accent' | 'warn' | 'bad';

export interface ToastContent {
  /** One bold line. For acts at Auth0 it says "asked", never "done". */
  title: string;
  body?: ReactNode;
  tone?: ToastTone | undefined;
  link?: { href: string; label: string } | undefined;
  action?: { label: string; onSelect: () => void } | undefined;
}

const looks: Record<ToastTone, { icon: LucideIcon; color: string }> = {
  ok: { icon: Check, color: 'text-ok' },
  accent: { icon: Send, color: 'text-accent' },
  warn: { icon: Info, color: 'text-warn' },
  bad: { icon: TriangleAlert, color: 'text-bad' },
};

const READ_MS = 8000;

const ToastContext = createContext<(content: ToastContent) => void>(() => undefined);

/** Shows a short report at the bottom right. One that reports a failure stays until it is closed. */
export function useToast(): (content: ToastContent) => void {
  return use(ToastContext);
}

interface Shown {
  id: number;
  content: ToastContent;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const show = useCallback((content: ToastContent) => {
    setShown((before) => [...before.slice(-2), { id: (before.at(-1)?.id ?? 0) + 1, content }]);
  }, []);
  const remove = useCallback((id: number) => {
    setShown((before) => before.filter((toast) => toast.id !== id));
  }, []);
  return (
    <ToastContext value={show}>
      <Primitive.Provider label="Report" duration={READ_MS} swipeDirection="right">
        {children}
        {shown.map(({ id, content }) => (
          <ToastCard key={id} content={content} onGone={() => remove(id)} />
        ))}
        <Primitive.Viewport
          label="Reports ({hotkey})"
          className="fixed right-4 bottom-4 z-50 flex w-[360px] max-w-[calc(100vw-24px)] flex-col gap-2 outline-none max-phone:right-3 max-phone:bottom-[68px]"
        />
      </Primitive.Provider>
    </ToastContext>
  );
}

function ToastCard({ content, onGone }: { content: ToastContent; onGone: () => void }) {
  const { icon: Icon, color } = looks[content.tone ?? 'ok'];
  return (
    <Primitive.Root
      duration={content.tone === 'bad' ? Infinity : READ_MS}
      onOpenChange={(open) => {
        if (!open) onGone();
      }}
      className="flex pop items-start gap-2.5 rounded-control border border-line-2 bg-raised py-2 pr-2 pl-3 shadow-float"
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className={cn('mt-1 shrink-0', color)} />
      <div className="min-w-0 flex-1">
        <div className="flex items-start gap-3">
          <Primitive.Title className="min-w-0 flex-1 py-0.5 text-body font-medium text-ink">
            {content.title}
          </Primitive.Title>
          <ToastActs content={content} />
          <Primitive.Close
            aria-label="Close"
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-control text-ink-3 quick hover:bg-hover hover:text-ink"
          >
            <X aria-hidden="true" size={14} strokeWidth={2.1} />
          </Primitive.Close>
        </div>
        {content.body === undefined ? null : (
          <Primitive.Description className="pr-2 text-small text-ink-2">{content.body}</Primitive.Description>
        )}
      </div>
    </Primitive.Root>
  );
}

function ToastActs({ content: { link, action } }: { content: ToastContent }) {
  const look = 'quick inline-flex h-6 shrink-0 items-center text-body font-medium text-accent hover:underline';
  if (link) {
    return (
      <Primitive.Action asChild altText={link.label}>
        <Link href={link.href} className={look}>
          {link.label}
        </Link>
      </Primitive.Action>
    );
  }
  if (!action) return null;
  return (
    <Primitive.Action altText={action.label} onClick={action.onSelect} className={look}>
      {action.label}
    </Primitive.Action>
  );
}
