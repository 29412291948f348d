/** How the address follows: as a new entry of the history, in place of the last one, or not at all (going back). */
export type Entry = 'push' | 'replace' | 'none';

/** Browsers refuse addresses that change too often (Safari more than a hundred times in 30 seconds): those of a run of steps are written when it rests so long, in milliseconds. */
const REST = 300;

/** The browser's address bar, history and title. */
export function createAddressBar(): (address: string, title: string, entry: Entry) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending: (() => void) | undefined;

  function settle(): void {
    clearTimeout(timer);
    pending?.();
    pending = undefined;
  }

  return (address, title, entry) => {
    if (entry === 'replace') {
      clearTimeout(timer);
      pending = () => {
        history.replaceState(null, '', address);
        document.title = title;
      };
      timer = setTimeout(settle, REST);
      return;
    }
    if (entry === 'push') {
      settle();
      history.pushState(null, '', address);
    } else {
      // The browser is at another entry already: what was to be written belongs to the one that was left.
      clearTimeout(timer);
      pending = undefined;
    }
    document.title = title;
  };
}
