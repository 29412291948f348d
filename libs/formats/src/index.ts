export { describeProblem } from './case/located.js';
export type { CaseProblem, Place } from './case/located.js';
export { isLoaded, loadCase } from './case/load.js';
export type { CaseFile, LoadedCase, LoadedFact } from './case/load.js';
