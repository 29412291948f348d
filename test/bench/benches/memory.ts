import { setTimeout } from 'node:timers/promises';
import { report } from '../support/line.js';
import { millionFolder } from '../support/million-folder.js';
import { get, startServer } from '../support/server.js';

const server = await startServer(await millionFolder());
await get(`${server.url}/api/v1/negotiations/small/state?at=2005-01-01`);
// Until the whole log has been compared behind.
await setTimeout(20_000);
report({ bar: 9, what: 'memory of a server with 1,001,000 events, idle', unit: 'MB', ours: server.memory(), asked: { atMost: 300 } });

/** The longest that another negotiation's answer takes while the large one is loaded. Milliseconds. */
let longest = 0;
let highest = 0;
let loading = true;
const loaded = get(`${server.url}/api/v1/negotiations/large/state?at=2005-01-01`).finally(() => (loading = false));
while (loading) {
  const start = performance.now();
  await get(`${server.url}/api/v1/negotiations/small/state?at=2005-01-01`);
  longest = Math.max(longest, performance.now() - start);
  highest = Math.max(highest, server.memory());
  await setTimeout(5);
}
await loaded;
const after = server.memory();
await server.close();
report({ bar: 9, what: 'memory with the negotiation of 1,000,000 events loaded', unit: 'MB', ours: after, asked: { atMost: 2_048 } });
report({ bar: 9, what: 'most memory while it loaded', unit: 'MB', ours: highest });
report({ bar: 9, what: 'longest answer of another negotiation while it loaded', unit: 'ms', ours: longest, asked: { atMost: 50 } });
