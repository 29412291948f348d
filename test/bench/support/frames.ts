/**
 * Runs in a page: notes in `window.taken` how long each step of the scrubber takes, in milliseconds from the key until the first frame with that step, or a later one, is painted.
 * A step that another overtakes has been taken with it.
 */
export function watchSteps(): void {
  const scrubber = document.querySelector<HTMLInputElement>('[data-scrubber]')!;
  const taken: number[] = [];
  let asked: { index: number; start: number }[] = [];
  scrubber.addEventListener('input', ({ timeStamp }) => asked.push({ index: Number(scrubber.value), start: timeStamp }), { capture: true });
  new MutationObserver(() => {
    const shown = Number(/(\d[\d,]*) of/.exec(scrubber.getAttribute('aria-valuetext')!)![1]!.replaceAll(',', ''));
    requestAnimationFrame(() => {
      // A message comes after the frame: what was to be drawn in it is drawn.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const now = performance.now();
        taken.push(...asked.filter(({ index }) => index <= shown).map(({ start }) => now - start));
        asked = asked.filter(({ index }) => index > shown);
      };
      port2.postMessage(null);
    });
  }).observe(scrubber, { attributeFilter: ['aria-valuetext'] });
  Object.assign(window, { taken });
}
