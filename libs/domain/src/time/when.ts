/**
 * A date as it is kept: what was written (EDTF in Parley's profile) and the half-open interval of instants
 * `[earliest, latest)` that it denotes in the negotiation's zone, resolved once, when it was written.
 * Instants are milliseconds since 1970-01-01T00:00Z; null is an open end.
 */
export interface When {
  edtf: string;
  earliest: number | null;
  latest: number | null;
}

/** The interval of a `When` with its open ends as infinities, for comparing. Milliseconds since 1970. */
export interface Span {
  earliest: number;
  latest: number;
}

/** The span of what is always so: public, or happened, at every instant. */
export const ALWAYS: Span = { earliest: -Infinity, latest: -Infinity };

export function spanOf(when: When): Span {
  return { earliest: when.earliest ?? -Infinity, latest: when.latest ?? Infinity };
}

/** The smallest span that holds all of them; at least one is needed. */
export function hullOf(spans: readonly Span[]): Span {
  return {
    earliest: spans.reduce((low, span) => Math.min(low, span.earliest), Infinity),
    latest: spans.reduce((high, span) => Math.max(high, span.latest), -Infinity),
  };
}

/** Orders instants; infinities compare too, where subtracting them would not. */
export function compareInstants(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.earliest === b.earliest && a.latest === b.latest;
}

/** At `instant` the span is over: what it dates has certainly happened. */
export function isCertain(span: Span, instant: number): boolean {
  return span.latest <= instant;
}

/** At `instant` the span has begun and is not over: what it dates may have happened. */
export function isPossible(span: Span, instant: number): boolean {
  return span.earliest < instant && instant < span.latest;
}
