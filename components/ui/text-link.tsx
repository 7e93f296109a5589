import Link from 'next/link';
import { type ComponentProps } from 'react';

import { cn } from './cn';

const look = 'quick text-accent hover:underline underline-offset-2 rounded-chip';

interface TextLinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  href: string;
  /** Inside a sentence a link is underlined: colour alone would not tell it from the words around it. */
  inText?: boolean | undefined;
  external?: boolean | undefined;
  /** As in `next/link`; false for links in long lists. */
  prefetch?: boolean | undefined;
}

export function TextLink({ inText, external, prefetch, className, ...rest }: TextLinkProps) {
  const classes = cn(look, inText && 'underline decoration-accent/50', className);
  if (external) {
    return (
      <a {...rest} className={classes}>
        {rest.children}
      </a>
    );
  }
  return <Link {...rest} {...(prefetch === undefined ? {} : { prefetch })} className={classes} />;
}

/** An act that reads as a link, as in row actions and "Show 382". 24 px high to be hit. */
export function TextButton({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      className={cn(
        look,
        'inline-flex h-6 items-center font-medium disabled:text-ink-3 disabled:no-underline',
        className,
      )}
    />
  );
}
