import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PARLEY, type Parley } from '#libs/application';
import { QUERIES } from './wire/queries.js';
import { readQuery } from './wire/read.js';

/**
 * What an auditor takes home. The archive is made in a file before any of it is sent: what goes wrong is then a problem with its status, and no reader can take half of
 * it for the whole.
 */
@Controller('api/v1')
export class BundleController {
  constructor(@Inject(PARLEY) private readonly parley: Parley) {}

  @Get('export.zip')
  async export(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { ledger } = readQuery(QUERIES.bundle, request.query);
    const folder = await mkdtemp(join(tmpdir(), 'parley-bundle-'));
    const removed = (): Promise<void> => rm(folder, { recursive: true, force: true });
    const file = await open(join(folder, 'bundle.zip'), 'w+');
    try {
      const size = await this.parley.writeBundle(file, ledger);
      const { size: bytes } = await file.stat();
      reply.header('content-type', 'application/zip').header('content-length', bytes).header('cache-control', 'no-cache').header('content-disposition', `attachment; filename="parley_ledger-${size}.zip"`);
      reply.send(file.createReadStream({ start: 0 }).on('close', () => void removed()));
    } catch (error) {
      await file.close();
      await removed();
      throw error;
    }
  }
}
