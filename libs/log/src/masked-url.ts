/** The URL of a log as it may be shown: the password, where there is one, is stars, also where somebody forgot the scheme. Anything else stays as it is. */
export function maskedUrl(url: string): string {
  return url.replace(url.includes('://') ? /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*?):.*@/is : /^([^/?#]*?):[^/]*@/s, '$1:***@');
}
