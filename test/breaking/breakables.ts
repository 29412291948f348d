import { setTimeout as sleep } from 'node:timers/promises';
import { type AppendFault, inTurn, type KurrentDouble } from '../support/kurrentdb-double/index.js';
import type { Postgres } from '../support/postgres.js';
import type { Random } from '../support/random.js';
import type { Breakable } from './breaking.js';

/** A real server: its connections are cut, it is restarted, and it crashes. */
export async function postgresToBreak(postgres: Postgres): Promise<Breakable> {
  const url = await postgres.createDatabase();
  const cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'parley'";
  return {
    url,
    faults: {
      cut: () => postgres.as(url, async (client) => void (await client.query(cut))),
      restart: () => postgres.restart(),
      async crash() {
        await postgres.crash();
        await postgres.start();
      },
    },
  };
}

/** Longer than an append waits for its answer. */
const LATE = 6_000;

/** The protocol double: it goes away and comes back, ends subscriptions, falls silent, and loses appends or their answers. */
export function doubleToBreak(double: KurrentDouble, random: Random): Breakable {
  const losses: AppendFault[] = [{ write: 'never', answer: 'unavailable' }, { write: 'never', answer: 'none' }, { write: 'now', answer: 'none' }, { write: 'now', answer: 'unavailable' }, { write: 'now', answer: 'timed-out' }, { write: 'now', answer: LATE }, { write: 300, answer: 'unavailable' }, { answer: 'not-leader', write: 'never' }];
  return {
    url: double.url,
    faults: {
      async cut() {
        double.endSubscriptions(random.chance(0.5) ? 'cleanly' : 'with-error');
      },
      async restart() {
        await double.stop();
        await sleep(random.upTo(300));
        await double.start();
      },
      async silence() {
        double.faults.mute = true;
        await sleep(random.upTo(300));
        double.faults.mute = false;
      },
      async loss() {
        double.faults.append = inTurn(random.pick(losses), random.pick(losses));
      },
    },
  };
}
