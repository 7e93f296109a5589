import { readFileSync } from 'node:fs';
import { type App } from './app.ts';
import { expect, signIn, test } from './fixtures.ts';
import { type Page } from '@playwright/test';

test.use({ seed: 'stories' });

const rows = (page: Page) => page.locator('[data-row]');

async function openDeliveries(page: Page, app: App, query = ''): Promise<void> {
  await signIn(page, app, 'operator', `/deliveries${query}`);
  await expect(rows(page)).toHaveCount(7);
}

/** Cells and heads of a line that overlap their right neighbour or leave the screen, and the width of Subject. */
async function measure(page: Page) {
  return page.evaluate(() => {
    const lines = [...document.querySelectorAll('[role=table] [role=row]')];
    const cut = lines.flatMap((line) => {
      const cells = [...line.querySelectorAll(':scope > [role=cell], :scope > [role=columnheader]')];
      const boxes = cells.map((cell) => cell.getBoundingClientRect()).filter(({ width, height }) => width * height > 0);
      return boxes.filter(({ right }, place) => right > (boxes[place + 1]?.left ?? innerWidth) + 0.5);
    });
    const subject = document.querySelector('[data-row-link]')?.getBoundingClientRect().width ?? 0;
    const overflowing = [...document.querySelectorAll('[data-row] button')].filter(
      (button) => button.getBoundingClientRect().right > innerWidth,
    );
    return { cut: cut.length, subject, overflowing: overflowing.length };
  });
}

for (const view of ['', '?view=list']) {
  test(`at every width Subject can be read and Retry is whole, view "${view}"`, async ({ page, app }) => {
    await openDeliveries(page, app, view);
    for (const width of [720, 768, 850, 1024, 1152, 1280, 1400, 1600]) {
      await page.setViewportSize({ width, height: 800 });
      const { cut, subject, overflowing } = await measure(page);
      expect({ width, cut, overflowing }).toEqual({ width, cut: 0, overflowing: 0 });
      expect(subject, `Subject at ${width} px`).toBeGreaterThan(110);
    }
  });
}

test('on a phone a delivery is retried from its card', async ({ page, app }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openDeliveries(page, app);
  const card = rows(page).first();
  await card.getByRole('button', { name: /^Retry/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retry' }).click();
  await expect(card).toContainText('recovered', { timeout: 60_000 });
});

test('a retry by keyboard begins on Retry, keeps its place, and says when the event has arrived', async ({
  page,
  app,
}) => {
  await openDeliveries(page, app);
  const row = rows(page).first();
  const retry = row.getByRole('button', { name: /^Retry/ });
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Retry' });
  await retry.press('Enter');
  await expect(confirm).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(retry).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(confirm).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row.locator('[data-row-link]')).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: /recovered/ })).toHaveCount(1, { timeout: 60_000 });
});

test('J and K step through the rows of all groups, and Enter shows the attempts', async ({ page, app }) => {
  await openDeliveries(page, app);
  const link = (place: number) => rows(page).nth(place).locator('[data-row-link]');
  await page.keyboard.press('j');
  await expect(link(0)).toBeFocused();
  for (let place = 1; place <= 5; place += 1) await page.keyboard.press('j');
  await expect(link(5)).toBeFocused();
  await page.keyboard.press('k');
  await expect(link(4)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(link(4)).toHaveAttribute('aria-expanded', 'true');
});

test('an event that never arrived has a page with attempts, Auth0’s copy and Retry, and becomes its own page', async ({
  page,
  app,
}) => {
  await openDeliveries(page, app);
  const first = rows(page).first();
  const id = (await first.getAttribute('data-row'))?.split('/')[1] ?? '';
  await first.locator('[data-row-link]').press('Enter');
  await page.getByRole('link', { name: 'Open the event' }).click();
  await expect(page).toHaveURL(new RegExp(`/events/${id}`));
  await expect(page.getByText('This event has not arrived here.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'attempt 1 failed' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText('once it arrives');
  await expect(page.getByRole('region', { name: 'Payload' })).toContainText('trimmed copy');
  await expect(page.getByRole('tree', { name: 'Payload' })).toContainText('user_id');
  await page.getByRole('button', { name: /^Retry/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('tab', { name: /Summary/ })).toBeVisible({ timeout: 60_000 });
});

test('story 26: what the filters match is saved as a file, and the range of a list is in its address', async ({
  page,
  app,
}) => {
  await signIn(page, app, 'viewer', '/deliveries?view=list&type=user.updated');
  await expect(page.getByRole('table', { name: 'Failed deliveries' }).locator('[data-row]')).toHaveCount(2);
  await page.getByRole('button', { name: 'Export' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'NDJSON, one a line' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^failed-deliveries-.+\.ndjson$/);
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\n');
  const types = lines.map((line) => (JSON.parse(line) as { type: string }).type);
  expect(types).toEqual(['user.updated', 'user.updated']);
  await page.getByRole('button', { name: /^Failed/ }).click();
  await page.getByRole('checkbox', { name: 'Since an hour ago' }).click();
  await expect(page).toHaveURL(/from=\d{4}-/);
  await page.keyboard.press('Escape');
  await page.goto(`${app.url}/deliveries?view=list&to=2001-01-01`);
  await expect(page.getByRole('main')).toContainText('before');
  await expect(page.getByRole('table', { name: 'Failed deliveries' })).toHaveCount(0);
});
