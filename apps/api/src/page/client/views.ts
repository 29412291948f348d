import type { NegotiationView } from '../view/negotiation.js';

/** The server answered that there is no such view: asking again does not help. */
export class Refused extends Error {}

/** How long a view may be shown again without asking, in milliseconds, and how many are kept. */
const FRESH = 30_000;
const KEPT = 60;

/** Views by their address: those that were fetched lately are at hand. */
export interface Views {
  get(address: string, signal?: AbortSignal): Promise<NegotiationView>;
  /** The view, where it is at hand. */
  kept(address: string): NegotiationView | undefined;
  /** Fetches what may be wanted next; failing is no matter. */
  expect(address: string): void;
}

export function createViews(): Views {
  const kept = new Map<string, { view: NegotiationView; at: number }>();

  function fresh(address: string): NegotiationView | undefined {
    const found = kept.get(address);
    return found !== undefined && performance.now() - found.at < FRESH ? found.view : undefined;
  }

  async function load(address: string, signal?: AbortSignal): Promise<NegotiationView> {
    const response = await fetch(address, { headers: { accept: 'application/json' }, ...(signal === undefined ? {} : { signal }) });
    if (response.status >= 400 && response.status < 500 && response.status !== 429) throw new Refused(String(response.status));
    if (!response.ok) throw new Error(String(response.status));
    const view = (await response.json()) as NegotiationView;
    kept.delete(address);
    kept.set(address, { view, at: performance.now() });
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return view;
  }

  return {
    get: async (address, signal) => fresh(address) ?? load(address, signal),
    kept: fresh,
    expect(address) {
      if (fresh(address) === undefined) load(address).catch(() => undefined);
    },
  };
}
