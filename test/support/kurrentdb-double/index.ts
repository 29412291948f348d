export { inTurn, type AppendFault, type Faults, type ReadFault } from './faults.js';
export { startKurrentCluster, startKurrentDouble, TEST_AUTHORITY, type DoubleOptions, type KurrentClusterDouble, type KurrentDouble } from './server.js';
