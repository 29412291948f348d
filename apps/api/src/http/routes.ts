import type { FastifyInstance } from 'fastify';

/** The routes that were registered: to tell a wrong method from a wrong address, and to hold the OpenAPI document against. */
export class Routes {
  private readonly routes: { method: string; url: string; pattern: RegExp }[] = [];

  /** Notes every route that `fastify` registers from now on. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      // OPTIONS is CORS, which answers for every address there may be.
      for (const each of [method].flat().filter((name) => name !== 'OPTIONS')) this.routes.push({ method: each, url, pattern: patternOf(url) });
    });
  }

  /** The methods that some address takes, sorted. */
  methodsOf(path: string): string[] {
    return [...new Set(this.routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))].sort();
  }

  all(): { method: string; url: string }[] {
    return this.routes.map(({ method, url }) => ({ method, url }));
  }
}

/** `/facts/:id/history.:format` → /^\/facts\/[^/]+\/history\.[^/]+$/ */
function patternOf(url: string): RegExp {
  const source = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+').replace(/\\\*/g, '.*');
  return new RegExp(`^${source}$`);
}
