import { describe, expect, test } from 'vitest';
import { POST as backfill } from '@/app/api/connectors/[id]/backfill/route';
import { POST as verify } from '@/app/api/connectors/[id]/verify/route';
import { POST as pause } from '@/app/api/connectors/[id]/pause/route';
import { POST as resume } from '@/app/api/connectors/[id]/resume/route';
import { hubspotDefaults } from '@/lib/connectors/records/record-config';
import { calledRoutes, type Caller } from './testing/called-routes';

const { call, store, addressOf } = calledRoutes(() => undefined);

/** A running connector. Returns its number. */
async function connect(name: string): Promise<number> {
  const by = { actor: 'a', atMs: 1 };
  const made = await store().createConnector({ kind: 'hubspot', name, config: hubspotDefaults, secrets: [] }, by);
  if (made === null) throw new Error('The connector was not made');
  await store().switchConnector(made.id, 'running', by);
  return made.id;
}

const post = (handler: typeof resume, id: number, by: Caller) =>
  call(handler, `/api/connectors/${id}`, { by, method: 'POST', params: { id: String(id) } });

describe('the routes of connectors', () => {
  test('let an administrator alone go on after a mass deletion, and nobody hide it by a pause', async () => {
    const id = await connect('Held');
    await store().settlePushes([], [{ connectorId: id, finding: { kind: 'hold', reason: 'mass_deletion' } }]);
    expect(await post(resume, id, 'operator')).toMatchObject({ status: 403 });
    expect(await post(pause, id, 'operator')).toMatchObject({ status: 409 });
    expect(await post(resume, id, 'operator')).toMatchObject({ status: 403 });
    expect(await store().getConnector(id)).toMatchObject({ state: 'held', holdReason: 'mass_deletion' });
    expect(await post(resume, id, 'admin')).toMatchObject({ status: 200 });
    const running = { state: 'running', stateBy: addressOf('admin'), deletionsConfirmedSeq: 0 };
    expect(await store().getConnector(id)).toMatchObject(running);
  });

  test.each([
    ['backfill', backfill],
    ['verify', verify],
  ])('start one job for two clicks on %s at once, and another one when it has ended', async (act, handler) => {
    const id = await connect(`Twice ${act}`);
    const start = () =>
      call(handler, `/api/connectors/${id}/${act}`, {
        by: 'operator',
        method: 'POST',
        params: { id: String(id) },
        body: {},
      });
    const started = await Promise.all([start(), start(), start()]);
    expect(started.map(({ status }) => status)).toEqual([201, 201, 201]);
    const ids = started.map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(1);
    await store().changeJob(Number(ids[0]), 'cancel', { actor: 'a', atMs: 2 });
    expect((await start()).body.id).not.toBe(ids[0]);
  });

  test('let an operator go on after any other hold', async () => {
    const id = await connect('Refused');
    await store().settlePushes([], [{ connectorId: id, finding: { kind: 'hold', reason: 'credential_refused' } }]);
    expect(await post(resume, id, 'viewer')).toMatchObject({ status: 403 });
    expect(await post(resume, id, 'operator')).toMatchObject({ status: 200 });
  });
});
