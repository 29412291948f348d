export { inTurn, type AppendFault, type Faults, type ReadFault } from './faults.js';
export { startKurrentDouble, TEST_AUTHORITY, type DoubleOptions, type KurrentDouble } from './server.js';
