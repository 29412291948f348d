import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PARLEY, type Parley, type ProofFile } from '#libs/application';
import { Problem } from './http/problem.js';
import { QUERIES } from './wire/queries.js';
import { readQuery } from './wire/read.js';

const TEXT = 'text/plain; charset=utf-8';
const FOR_EVER = 'public, max-age=31536000, immutable';
const CHECKPOINTS = 100;

const zipped = promisify(gzip);

/** The ledger as a transparency log (C2SP tlog-tiles): whoever reads it with tools of their own need not trust this server. */
@Controller()
export class TlogController {
  constructor(@Inject(PARLEY) private readonly parley: Parley) {}

  @Get('checkpoint')
  async checkpoint(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { covers } = readQuery(QUERIES.checkpoint, request.query);
    const { notary } = this.parley;
    const { note } = covers === undefined ? await notary.checkpoint() : await notary.covering(covers);
    reply.header('content-type', TEXT).header('cache-control', 'no-cache').send(note);
  }

  /** Verifier keys, one a line, oldest first. */
  @Get('checkpoint/key')
  keys(@Res() reply: FastifyReply): void {
    reply.header('content-type', TEXT).header('cache-control', 'no-cache').send(this.parley.notary.keys().map((key) => `${key}\n`).join(''));
  }

  @Get('checkpoints')
  checkpoints(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { after = -1, limit = CHECKPOINTS } = readQuery(QUERIES.checkpoints, request.query);
    const found = this.parley.notary.list(after, limit);
    const last = found.length < limit ? undefined : found.at(-1);
    const checkpoints = found.map(({ size, root }) => ({ size, root, link: `/checkpoints/${size}` }));
    const next = last === undefined ? {} : { next: `/checkpoints?after=${last.size}&limit=${limit}` };
    reply.header('cache-control', 'no-cache').send({ origin: this.parley.notary.origin, checkpoints, ...next });
  }

  @Get('checkpoints/:size')
  signed(@Param('size') size: string, @Res() reply: FastifyReply): void {
    const found = /^\d{1,15}$/.test(size) ? this.parley.notary.at(Number(size)) : undefined;
    if (found === undefined) throw new Problem('unknown-checkpoint', `no checkpoint of ${size} events was signed`);
    reply.header('content-type', TEXT).header('cache-control', 'no-cache').send(found.note);
  }

  /** Tiles of hashes and bundles of entries; each stays what it is for ever. */
  @Get('tile/*')
  async tile(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readQuery(QUERIES.none, request.query);
    const path = request.url.slice(1);
    const bytes = await this.parley.tree.tile(path);
    if (bytes === undefined) throw new Problem('unknown-tile', `there is no ${path} in a tree of ${await this.parley.tree.size()} leaves`);
    reply.header('content-type', 'application/octet-stream').header('cache-control', FOR_EVER).header('vary', 'accept-encoding');
    // Hashes do not shrink; entries are text.
    const isZipped = path.startsWith('tile/entries/') && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (isZipped) reply.header('content-encoding', 'gzip');
    reply.send(isZipped ? await zipped(bytes) : bytes);
  }

  @Get('proof/inclusion')
  async inclusion(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { seq, size } = readQuery(QUERIES.inclusion, request.query);
    reply.header('cache-control', size === undefined ? 'no-cache' : FOR_EVER).send(await this.parley.proofs.inclusion(seq, size));
  }

  @Get('proof/consistency')
  async consistency(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { from, to } = readQuery(QUERIES.consistency, request.query);
    reply.header('cache-control', to === undefined ? 'no-cache' : FOR_EVER).send(await this.parley.proofs.consistency(from, to));
  }

  @Get('proof/event/:seq')
  async event(@Param('seq') seq: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readQuery(QUERIES.none, request.query);
    if (!/^\d{1,15}$/.test(seq)) throw new Problem('bad-parameter', `${seq} is no position of an event: 0, 1, 2, …`);
    sendFile(await this.parley.proofs.ofEvent(Number(seq)), reply);
  }

  @Get('api/v1/facts/:id/proof')
  async fact(@Param('id') fact: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { revision } = readQuery(QUERIES.factProof, request.query);
    sendFile(await this.parley.proofs.ofFact(fact, revision), reply);
  }
}

function sendFile({ name, text }: ProofFile, reply: FastifyReply): void {
  reply.header('content-type', TEXT).header('cache-control', 'no-cache').header('content-disposition', `inline; filename="${name}"`).send(text);
}
