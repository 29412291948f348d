import type { AuditView } from '../view/audit/audit.js';
import type { NegotiationView } from '../view/negotiation.js';

/** What a page with a moment shows. */
export type PageView = NegotiationView | AuditView;

/** The server answered that there is no such view: asking again does not help. */
export class Refused extends Error {}

/** How long a view may be shown again without asking, and how long an answer may take, in milliseconds; how many are kept, and fetched ahead at once. */
const FRESH = 30_000;
const LONGEST = 20_000;
const KEPT = 60;
const AT_ONCE = 2;

/** Views by their address: those that were fetched lately are at hand. */
export interface Views {
  /** @throws Refused; Error where the server can't be reached */
  get(address: string): Promise<PageView>;
  /** The view, where it is at hand. */
  kept(address: string): PageView | undefined;
  /** Fetches what may be wanted next, in this order, instead of what was expected before; failing is no matter. */
  expect(addresses: readonly string[]): void;
}

export function createViews(): Views {
  const kept = new Map<string, { view: PageView; at: number }>();
  const underWay = new Map<string, Promise<PageView>>();
  let expected: string[] = [];

  function fresh(address: string): PageView | undefined {
    const found = kept.get(address);
    return found !== undefined && performance.now() - found.at < FRESH ? found.view : undefined;
  }

  /** One request for all who ask while it is under way. */
  function load(address: string): Promise<PageView> {
    let loading = underWay.get(address);
    if (loading === undefined) {
      loading = fetchView(address).finally(() => {
        underWay.delete(address);
        fetchExpected();
      });
      underWay.set(address, loading);
    }
    return loading;
  }

  async function fetchView(address: string): Promise<PageView> {
    const response = await fetch(address, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(LONGEST) });
    if (response.status >= 400 && response.status < 500 && response.status !== 429) throw new Refused(String(response.status));
    if (!response.ok) throw new Error(String(response.status));
    const view = (await response.json()) as PageView;
    kept.delete(address);
    kept.set(address, { view, at: performance.now() });
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return view;
  }

  function fetchExpected(): void {
    expected = expected.filter((address) => fresh(address) === undefined && !underWay.has(address));
    for (const address of expected.splice(0, AT_ONCE - underWay.size)) load(address).catch(() => undefined);
  }

  return {
    get: async (address) => fresh(address) ?? load(address),
    kept: fresh,
    expect(addresses) {
      expected = [...addresses];
      fetchExpected();
    },
  };
}
