import { describe, expect, it } from 'vitest';
import { type ConnectorFact } from './concern-facts';
import { concernRows, headlineOf, signsOf } from './concerns';
import { factsWith, view } from './testing/facts';

const connector = (over: Partial<ConnectorFact> = {}): ConnectorFact => ({
  id: 7,
  name: 'Billing',
  state: 'running',
  holdReason: null,
  review: 0,
  waiting: 0,
  waitingMs: null,
  ...over,
});

const rowsOf = (...connectors: ConnectorFact[]) => concernRows(factsWith({ connectors }), view);

describe('a connector', () => {
  it('is no concern while it runs, is paused by a person, or is behind by a moment', () => {
    expect(rowsOf(connector(), connector({ state: 'paused', waiting: 9, waitingMs: 9_000_000 }))).toEqual([]);
    expect(rowsOf(connector({ waiting: 3, waitingMs: 599_000 }))).toEqual([]);
  });

  it('that is held says why and what ends it, before one that only asks', () => {
    const rows = rowsOf(
      connector({ review: 2 }),
      connector({ id: 8, name: 'CRM', state: 'held', holdReason: 'endpoint_gone' }),
    );
    expect(rows).toMatchObject([
      { tone: 'bad', title: 'CRM is held', act: { href: '/connectors/8' } },
      {
        tone: 'warn',
        title: 'Billing: 2 users need a decision',
        act: { href: '/connectors/7?tab=reviews' },
      },
    ]);
    expect(rows[0]?.detail).toContain('410');
  });

  it('that is behind says by how much, and opens no alert by that', () => {
    const facts = factsWith({ connectors: [connector({ waiting: 3, waitingMs: 12 * 60_000 })] });
    expect(headlineOf(facts, view)).toMatchObject({ topic: 'connector', sentence: 'Billing is 12 min behind.' });
    expect(signsOf(facts, view)).toEqual([]);
  });

  it('that is held, or asks, is worth one alert, whatever it is about', () => {
    const held = factsWith({ connectors: [connector({ state: 'held', holdReason: 'key_missing' })] });
    expect(signsOf(held, view)).toMatchObject([{ key: 'connector 7', rule: 'connector', title: 'Billing is held' }]);
    const asks = factsWith({ connectors: [connector({ review: 1 })] });
    expect(signsOf(asks, view)).toMatchObject([{ key: 'connector 7', title: 'Billing: 1 user needs a decision' }]);
  });
});
