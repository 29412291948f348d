export * from './index-draft.js';
