import { auditedWords } from './audit.js';
import { edit } from './edit.js';
import { words } from './en.js';
import { errors } from './errors.js';
import { importing } from './import.js';
import { listWords } from './list.js';
import { opening } from './opening.js';
import { session } from './session.js';

/** Every sentence of the pages: those of `en.ts`, and those that the script of the page need not carry: of pages that stand still, or said by the server alone. */
export const stillWords = { ...words, edit, errors, importing, opening, session, ...auditedWords, ...listWords };
