/** The URL of a log as it may be shown: the password, where there is one, is stars. Anything else stays as it is. */
export function maskedUrl(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^/?#]*?):.*@/is, '$1:***@');
}
