import { describe, expect, it } from 'vitest';
import { canAct, isActive, jobActs, jobStates } from './job';

describe('the states of a job', () => {
  it('allow these acts', () => {
    const table = jobStates.map((state) => [state, jobActs.filter((act) => canAct(act, state)).join(' ')]);
    expect(Object.fromEntries(table)).toEqual({
      waiting: 'pause cancel',
      running: 'pause cancel',
      paused: 'resume cancel',
      done: 'retry',
      failed: 'retry',
      cancelled: 'retry',
    });
  });

  it('are active until the job has ended', () => {
    expect(jobStates.filter(isActive)).toEqual(['waiting', 'running', 'paused']);
  });
});
