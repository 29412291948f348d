import { words } from '../words/en.js';

/** Takes folders and files that are dropped on the form for imports, and shows the plan in place of the page. */
export function takeDrops(): void {
  document.addEventListener('dragover', (event) => {
    if (formAt(event) !== null) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    const form = formAt(event);
    if (form === null || event.dataTransfer === null) return;
    event.preventDefault();
    // What was dropped can be asked for only as long as the event lasts.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    void send(form, entries);
  });
}

function formAt({ target }: DragEvent): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>('form[data-drop]') : null;
}

async function send(form: HTMLFormElement, entries: FileSystemEntry[]): Promise<void> {
  try {
    const data = new FormData(form);
    data.delete('files');
    for (const entry of entries) for (const { path, file } of await filesIn(entry)) data.append('files', file, path);
    const response = await fetch(form.action, { method: 'POST', body: data, headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main');
    if (page !== null) document.querySelector('main')?.replaceWith(page);
  } catch {
    const trouble = form.querySelector('[data-trouble]');
    if (trouble !== null) trouble.textContent = words.unanswered;
  }
}

async function filesIn(entry: FileSystemEntry): Promise<{ path: string; file: File }[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path: entry.fullPath.slice(1), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  // A reader gives a hundred or so at a time, and nothing at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesIn))).flat();
}
