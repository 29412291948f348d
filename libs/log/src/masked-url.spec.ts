import { describe, expect, it } from '@jest/globals';
import { maskedUrl } from './masked-url.js';

describe('the address of a log as it is shown', () => {
  it.each([
    ['postgres://ann:secret@host:5432/parley?sslmode=require', 'postgres://ann:***@host:5432/parley?sslmode=require'],
    ['postgres://ann:se/cr@et@host/parley', 'postgres://ann:***@host/parley'],
    ['postgres://ann@host:5432/parley', 'postgres://ann@host:5432/parley'],
    ['kurrentdb://ann:secret@one:2113,two:2113', 'kurrentdb://ann:***@one:2113,two:2113'],
    ['ann:secret@host/parley', 'ann:***@host/parley'],
    ['postgres:ann:secret@host/parley', 'postgres:***@host/parley'],
    ['sqlite:/data/a@b/ledger.db', 'sqlite:/data/a@b/ledger.db'],
    ['sqlite:./ledger.db', 'sqlite:./ledger.db'],
    ['memory:', 'memory:'],
  ])('%j is %j', (url, shown) => expect(maskedUrl(url)).toBe(shown));
});
