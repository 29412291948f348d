import type { FastifyRequest } from 'fastify';
import type { Settings } from '#libs/application';

/** Where readers reach the server, without a slash at its end: as it is set, else as this request came. */
export function publicUrl({ PARLEY_PUBLIC_URL: url }: Pick<Settings, 'PARLEY_PUBLIC_URL'>, { protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>): string {
  return (url ?? `${protocol}://${host}`).replace(/\/+$/, '');
}
