import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem } from './http/problem.js';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Parley: the API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</html>
`;
const START = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true });\n";

/** Files of Swagger UI, as its package ships them. */
const ASSETS = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
]);

/** The OpenAPI document as a page. Its scripts are files of this server, so that the page needs no inline code and no other host. */
@Controller('docs')
export class DocsController {
  private readonly folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

  @Get()
  page(@Res() reply: FastifyReply): void {
    reply.header('content-type', 'text/html; charset=utf-8').send(PAGE);
  }

  @Get('start.js')
  start(@Res() reply: FastifyReply): void {
    reply.header('content-type', 'text/javascript; charset=utf-8').send(START);
  }

  @Get(':asset')
  async asset(@Param('asset') name: string, @Res() reply: FastifyReply): Promise<void> {
    const type = ASSETS.get(name);
    if (type === undefined) throw new Problem('unknown-route', 'there is no such file of the documentation');
    reply.header('content-type', type).header('cache-control', 'public, max-age=86400').send(await readFile(join(this.folder, name)));
  }
}
