/** Watches how long the event loop is held: how late a timer of 5 ms comes, which is what a request would wait. Milliseconds. */
export function watchLoop(): { delays: number[]; stop(): void } {
  const EVERY = 5;
  const delays: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    delays.push(Math.max(0, now - last - EVERY));
    last = now;
  }, EVERY);
  return { delays, stop: () => clearInterval(timer) };
}
