/**
 * The load generator, a process of its own.
 *
 * Why not autocannon: the generator shares the machine's cores with whoever is measured, so it has to be cheap. Against the
 * no-op server at 16 connections, with a body of its own for each request, autocannon 9 reached 7,300 requests a second on
 * two cores and this one 21,900. That is the limit of what can be measured, and it must lie far above every contender.
 */
import { closedLoop } from './closed-loop.ts';
import { supplyOf } from './event-bodies.ts';
import { openLoop } from './open-loop.ts';
import { type GeneratorMessage, type LoadOrder, type PacedOrder } from './orders.ts';

function tell(message: GeneratorMessage): void {
  process.send?.(message);
}

async function carryOut(order: LoadOrder | PacedOrder): Promise<void> {
  const bodies = supplyOf(order.userIds);
  if (order.kind === 'load') tell({ kind: 'done', result: await closedLoop(order, bodies, tell) });
  else {
    const last = await openLoop(order, bodies, (sample) => tell({ kind: 'sampled', sample }));
    tell({ kind: 'paced-done', last });
  }
}

process.on('message', (message) => {
  // The other end of this channel is run-load.ts.
  void carryOut(message as LoadOrder | PacedOrder);
});
process.on('disconnect', () => process.exit(0));
tell({ kind: 'ready' });
