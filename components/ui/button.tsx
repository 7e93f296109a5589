'use client';

import { type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { type ComponentProps, type ReactNode } from 'react';

import { cn } from './cn';
import { KeyCap } from './key-cap';
import { Tooltip } from './tooltip';

type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'danger';
type ButtonSize = 'small' | 'normal' | 'tall';

interface ButtonLook {
  variant?: ButtonVariant | undefined;
  /** 24, 28 or 32 px high; `normal` grows to 32 px on the phone. */
  size?: ButtonSize | undefined;
  icon?: LucideIcon | undefined;
  /** The key that does the same, shown in the button. Binding it is up to the screen (`useShortcut`). */
  keys?: string | undefined;
}

const sizes: Record<ButtonSize, string> = {
  small: 'h-6 px-2',
  normal: 'h-7 px-2.5 max-phone:h-8',
  tall: 'h-8 px-3',
};

const variants: Record<ButtonVariant, string> = {
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover',
  plain: 'border-line-2 bg-face text-ink hover:bg-hover in-[[data-raised]]:bg-raised in-[[data-raised]]:hover:bg-hover',
  quiet: 'border-transparent text-ink hover:bg-hover',
  danger: 'border-bad bg-bad text-face hover:brightness-90 dark:hover:brightness-110',
};

const off = 'disabled:border-line disabled:bg-sunk disabled:text-ink-3 disabled:hover:brightness-100';

function buttonClass({ variant = 'plain', size = 'normal' }: ButtonLook, className?: string): string {
  return cn(
    'quick rounded-control inline-flex shrink-0 items-center justify-center gap-1.5 border text-body font-medium whitespace-nowrap',
    sizes[size],
    variants[variant],
    off,
    className,
  );
}

function ButtonFace({ icon: Icon, keys, variant, children }: ButtonLook & { children: ReactNode }) {
  return (
    <>
      {Icon ? <Icon aria-hidden="true" size={14} strokeWidth={2.1} className="shrink-0" /> : null}
      {children}
      {keys ? (
        <KeyCap className={cn('ml-1', (variant === 'primary' || variant === 'danger') && 'text-current')}>
          {keys}
        </KeyCap>
      ) : null}
    </>
  );
}

interface ButtonProps extends ButtonLook, ComponentProps<'button'> {
  /** Work is under way: the button stays where it is, says so to assistive technology and cannot be pressed again. */
  busy?: boolean | undefined;
}

export function Button({ variant, size, icon, keys, busy = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-keyshortcuts={keys}
      disabled={busy || rest.disabled}
      className={buttonClass({ variant, size }, className)}
    >
      <ButtonFace icon={icon} keys={keys} variant={variant}>
        {children}
      </ButtonFace>
    </button>
  );
}

interface ButtonLinkProps extends ButtonLook, Omit<ComponentProps<'a'>, 'href'> {
  href: string;
  /** Leaves the app (Auth0's own pages, sign-out): an ordinary link without client navigation. */
  external?: boolean | undefined;
}

export function ButtonLink({ variant, size, icon, keys, external, className, children, ...rest }: ButtonLinkProps) {
  const face = (
    <ButtonFace icon={icon} keys={keys} variant={variant}>
      {children}
    </ButtonFace>
  );
  const look = buttonClass({ variant, size }, className);
  if (external) {
    return (
      <a {...rest} className={look}>
        {face}
      </a>
    );
  }
  return (
    <Link {...rest} className={look}>
      {face}
    </Link>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  label: string;
  icon: LucideIcon;
  keys?: string | undefined;
  /** Without the edge, for toolbars and heads. */
  bare?: boolean | undefined;
}

/** A square button whose name is in its tooltip. */
export function IconButton({ label, icon: Icon, keys, bare = false, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        aria-keyshortcuts={keys}
        {...rest}
        className={cn(
          'inline-flex size-7 shrink-0 items-center justify-center rounded-control border text-ink-2 quick hover:bg-hover hover:text-ink disabled:text-ink-3',
          bare ? 'border-transparent' : 'border-line-2 bg-face',
          className,
        )}
      >
        <Icon aria-hidden="true" size={14} strokeWidth={2.1} />
      </button>
    </Tooltip>
  );
}
