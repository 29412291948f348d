// Holds the as-of index, the fold and SQL against each other on many more generated histories than the suite does: npm run agree -- --runs 20000 --seed 7 --index postgres
import './support/typescript.mjs';

await import('./agreement/main.ts');
