import type { Assets } from './assets.js';
import { ErrorPage } from './components/error-page.js';
import { renderDocument } from './document.js';
import { stillWords as words } from './words/still.js';
import type { Problem } from '../http/problem.js';

/** A problem as a page, for a browser that asked for one. What went wrong inside is told to the log alone. */
export function errorDocument(problem: Problem, requestId: string, assets: Assets): string {
  const { titles } = words.errors;
  if (problem.status >= 500) return documentOf(titles.failed, [words.errors.failed, words.errors.request(requestId)], assets);
  return documentOf(problem.status === 404 ? titles.missing : titles.wrong, [sentence(problem.message), sentence(problem.kind.advice)], assets);
}

function documentOf(title: string, lines: string[], assets: Assets): string {
  return renderDocument({ title: `${title}: ${words.site.name}`, description: title }, <ErrorPage title={title} lines={lines} />, assets);
}

function sentence(text: string): string {
  const begun = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
