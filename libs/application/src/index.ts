export type { CaseFile, ImportOptions, ImportReport, Parley, Readiness } from './parley.js';
export { CLOCKS, pathOf } from './questions.js';
export type { Answer, BetweenQuestion, ClockName, Clocks, NegotiationsQuestion, Page, Question, StatementsQuestion, TimelineQuestion } from './questions.js';
export { readSettings, SettingsError, settingsSchema } from './settings.js';
export type { Settings } from './settings.js';
export { fileTokens } from './tokens.js';
export type { TokenStore } from './tokens.js';
