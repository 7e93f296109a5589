'use client';

import { Check, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu as Primitive } from 'radix-ui';
import { type ReactNode } from 'react';

interface MenuProps {
  /** One button. */
  trigger: ReactNode;
  align?: 'start' | 'end' | undefined;
  children: ReactNode;
}

export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-48 pop rounded-control border border-line-2 bg-raised p-1 text-body shadow-float"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

const itemLook =
  'rounded-chip flex h-7 w-full cursor-pointer items-center gap-2 px-2 text-ink outline-none select-none data-[highlighted]:bg-hover data-[disabled]:text-ink-3';

interface MenuItemProps {
  icon?: LucideIcon | undefined;
  onSelect?: (() => void) | undefined;
  /** Makes it a link. */
  href?: string | undefined;
  /** An ordinary link without client navigation. */
  external?: boolean | undefined;
  disabled?: boolean | undefined;
  children: ReactNode;
}

export function MenuItem({ icon: Icon, onSelect, href, external = false, disabled, children }: MenuItemProps) {
  const face = (
    <>
      {Icon ? <Icon aria-hidden="true" size={14} strokeWidth={2.1} className="text-ink-3" /> : null}
      {children}
    </>
  );
  if (href !== undefined) {
    return (
      <Primitive.Item asChild disabled={disabled} className={itemLook}>
        {external ? <a href={href}>{face}</a> : <Link href={href}>{face}</Link>}
      </Primitive.Item>
    );
  }
  return (
    <Primitive.Item disabled={disabled} onSelect={onSelect} className={itemLook}>
      {face}
    </Primitive.Item>
  );
}

interface MenuChoiceProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: ReactNode;
}

/** An item that is on or off. */
export function MenuChoice({ checked, onCheckedChange, children }: MenuChoiceProps) {
  return (
    <Primitive.CheckboxItem checked={checked} onCheckedChange={onCheckedChange} className={itemLook}>
      <span className="flex w-3.5 shrink-0 justify-center">
        <Primitive.ItemIndicator>
          <Check aria-hidden="true" size={14} strokeWidth={2.1} className="text-accent" />
        </Primitive.ItemIndicator>
      </span>
      {children}
    </Primitive.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 py-1 text-small text-ink-2">{children}</Primitive.Label>;
}

export function MenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}
