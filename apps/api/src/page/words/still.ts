import { auditWords } from './audit.js';
import { edit } from './edit.js';
import { words } from './en.js';
import { errors } from './errors.js';
import { listWords } from './list.js';
import { opening } from './opening.js';
import { session } from './session.js';

/** Every sentence of the pages: those of `en.ts`, and those of pages that stand still, which the script of the page need not carry. */
export const stillWords = { ...words, edit, errors, opening, session, ...auditWords, ...listWords };
