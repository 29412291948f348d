import type { FastifyReply } from 'fastify';

/** Sends a page that is for one reader alone: kept by no cache. */
export function sendOwnPage(reply: FastifyReply, status: number, html: string): void {
  reply.code(status).header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
}

/** Leads that reader to another page, by GET. */
export function goTo(reply: FastifyReply, path: string): void {
  reply.code(303).header('location', path).header('cache-control', 'no-store').send();
}
