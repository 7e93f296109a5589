import { type Page } from '@playwright/test';

/**
 * What does not fit a narrow screen: parts that scroll as a page does and hold more than they show, and elements that
 * reach beyond the right edge. Left alone is what may be wider: regions made to scroll sideways, and text that ends in "…".
 */
export const sticksOut = (page: Page) =>
  page.evaluate(() => {
    const told: string[] = [];
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.textContent || element.getAttribute('aria-label') || '').slice(0, 60)}”`;
    const pages = new Set<Element>(document.querySelectorAll('html, main, [role=dialog], [role=dialog] > *'));
    for (const part of pages) {
      if (part.scrollWidth > part.clientWidth)
        told.push(`${nameOf(part)} is ${part.scrollWidth} wide, shows ${part.clientWidth}`);
    }
    const mayBeWider = (element: Element): boolean => {
      const { overflowX, textOverflow } = getComputedStyle(element);
      if (textOverflow === 'ellipsis' || element.clientWidth <= 1) return overflowX !== 'visible';
      return !pages.has(element) && (overflowX === 'auto' || overflowX === 'scroll');
    };
    const isHeld = (element: Element): boolean => {
      const parent = element.parentElement;
      return parent !== null && (mayBeWider(parent) || isHeld(parent));
    };
    for (const element of document.querySelectorAll('body *')) {
      const { right } = element.getBoundingClientRect();
      if (right <= window.innerWidth + 0.5 || !element.checkVisibility({ visibilityProperty: true })) continue;
      if (!isHeld(element)) told.push(`${nameOf(element)} reaches ${right}`);
    }
    return told;
  });
