import { type Page } from '@playwright/test';
import { type App } from './app.ts';
import { expect, signIn } from './fixtures.ts';
import { type Tenant } from './tenant.ts';

export interface Call {
  method: string;
  path: string;
  query: string;
  body?: unknown;
}

/** Requests for the redelivery of one event, as the tenant saw them. */
export const redeliverCalls = async (tenant: Tenant) => {
  const { calls } = await tenant.control<{ calls: Call[] }>('GET', '/calls?method=POST&path=/redeliver/');
  return calls;
};

/** Rows of the group of one cause. */
export const rowsIn = (page: Page, name: RegExp) => page.getByRole('table', { name }).locator('[data-row]');

/** Opens the seven failed deliveries of the seed `stories`. */
export async function openDeliveries(page: Page, app: App, who: 'operator' | 'viewer' = 'operator'): Promise<void> {
  await signIn(page, app, who, '/deliveries');
  await expect(rowsIn(page, /, 500 from/)).toHaveCount(5);
  await expect(rowsIn(page, /, 401 from/)).toHaveCount(2);
}

/** Presses Retry on the first row of a group, and confirms. Answers with the row. */
export async function retryFirst(page: Page, name: RegExp) {
  const row = rowsIn(page, name).first();
  const id = await row.getAttribute('data-row');
  await row.getByRole('button', { name: /^Retry/ }).click();
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: 'Retry' }).click();
  return page.locator(`[data-row="${id ?? ''}"]`);
}
