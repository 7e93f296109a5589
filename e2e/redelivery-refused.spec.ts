import { openDeliveries, redeliverCalls, retryFirst } from './failed-deliveries.ts';
import { expect, test } from './fixtures.ts';
import { event } from './sample-events.ts';
import { allScopes, scopesWithout } from './streams-of-tenant.ts';
import { type Tenant } from './tenant.ts';

test.use({ seed: 'stories' });

const trouble = (tenant: Tenant, respond: unknown, times?: number) =>
  tenant.control('POST', '/troubles', {
    match: { method: 'POST', pathPattern: '*/redeliver/*' },
    respond,
    ...(times && { times }),
  });

test('story 22: 409 counts as asked', async ({ page, app, tenant }) => {
  await openDeliveries(page, app);
  await trouble(tenant, { status: 409, body: { statusCode: 409, error: 'Conflict', message: 'not redeliverable' } });
  const row = await retryFirst(page, /, 500 from/);
  await expect(row).toContainText('redelivery requested');
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toHaveCount(0);
});

test('story 22, M3: 404 says that Auth0 no longer lists it, and it counts as failed no more', async ({
  page,
  app,
  tenant,
}) => {
  await openDeliveries(page, app);
  await trouble(tenant, { status: 404, body: { statusCode: 404, error: 'Not Found', message: 'gone' } });
  const row = await retryFirst(page, /, 500 from/);
  await expect(page.getByText(/no longer listed by Auth0/i).first()).toBeVisible();
  await expect(page.getByRole('main')).toContainText('6 failed in 1 event stream');
  await expect(row).toContainText('no longer listed');
  expect(await redeliverCalls(tenant)).toHaveLength(1);
});

test('story 22, M4: 429 counts down and then succeeds by itself', async ({ page, app, tenant }) => {
  await openDeliveries(page, app);
  await trouble(tenant, { status: 429, headers: { 'retry-after': '3' }, body: { statusCode: 429 } }, 1);
  const row = await retryFirst(page, /, 500 from/);
  await expect(row).toContainText(/in \d s/);
  await expect(row).toContainText('recovered', { timeout: 30_000 });
  expect(await redeliverCalls(tenant)).toHaveLength(2);
});

test('story 22, M2: 403 names the missing scope, and the row can be retried when it is granted', async ({
  page,
  app,
  tenant,
}) => {
  await openDeliveries(page, app);
  await tenant.control('PATCH', '/config', { scopes: scopesWithout('update:event_deliveries') });
  const row = await retryFirst(page, /, 500 from/);
  await expect(page.getByText(/update:event_deliveries/).first()).toBeVisible();
  await expect(row).toContainText('failed');
  await expect(row).not.toContainText('redelivery requested');
  expect(await redeliverCalls(tenant)).toHaveLength(1);
  await tenant.control('PATCH', '/config', { scopes: allScopes });
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: 'Retry' }).click();
  await expect(row).toContainText('recovered');
});

test('story 22, M2: a job that lacks the scope pauses itself and names it, and goes on when it is granted and resumed', async ({
  page,
  app,
  tenant,
}) => {
  await openDeliveries(page, app);
  await tenant.control('PATCH', '/config', { scopes: scopesWithout('update:event_deliveries') });
  await page.getByRole('button', { name: /^Retry all 2… 401/ }).click();
  await page.getByRole('button', { name: 'Request 2 redeliveries' }).click();
  const main = page.getByRole('main');
  await expect(main.getByText('paused', { exact: true })).toBeVisible();
  await expect(main).toContainText('lacks the scope update:event_deliveries. Grant it in Auth0, then try again.');
  expect(await redeliverCalls(tenant)).toHaveLength(1);
  await tenant.control('PATCH', '/config', { scopes: allScopes });
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('2 of 2 answered');
  await expect(main.getByText('done', { exact: true })).toBeVisible();
});

test('story 22, M5: a 500 and no answer at all are errors with a request id, requested once, and the rows stay', async ({
  page,
  app,
  tenant,
}) => {
  await openDeliveries(page, app);
  const said = page.getByRole('alert').filter({ hasText: /req_[0-9a-f]+/ });
  const close = () => page.getByRole('button', { name: 'Cancel' }).click();
  await trouble(tenant, { status: 500, body: { statusCode: 500 } }, 1);
  const refused = await retryFirst(page, /, 500 from/);
  await expect(said).toContainText('Auth0 answered with 500.');
  await close();
  await expect(refused.getByRole('button', { name: /^Retry/ })).toBeEnabled();
  expect(await redeliverCalls(tenant)).toHaveLength(1);
  await trouble(tenant, { timeout: true }, 1);
  const unanswered = await retryFirst(page, /, 401 from/);
  await expect(said).toContainText('Auth0 did not answer in time');
  await close();
  // Auth0 may have taken what it did not answer, so it is not requested again.
  await expect(unanswered).toContainText('redelivery requested');
  await expect(page.locator('[data-row]')).toHaveCount(7);
  // The trouble was for one request; another one would be here.
  expect(await redeliverCalls(tenant)).toHaveLength(1);
});

test('story 22: a list that cannot be read leaves the rows on screen and says since when they are stale', async ({
  page,
  app,
  tenant,
}) => {
  await openDeliveries(page, app);
  await tenant.control('POST', '/troubles', {
    match: { pathPattern: '*/deliveries*' },
    respond: { status: 500, body: {} },
  });
  await page
    .getByRole('button', { name: /Check again|Refresh/i })
    .first()
    .click();
  await expect(page.getByText(/Stale since/).first()).toBeVisible();
  await expect(page.locator('[data-row]')).toHaveCount(7);
  await app.post(event('user.created', { user_id: 'auth0|ada' }));
  await page.goto(app.url);
  const readings = page.getByRole('region', { name: 'Readings' });
  await expect(readings.getByText(/as of \d\d:\d\d/)).toBeVisible();
});
