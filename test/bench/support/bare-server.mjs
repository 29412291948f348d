// Bare Fastify: serves the text in BARE_BODY as JSON, and tells its parent the port.
import fastify from 'fastify';

const app = fastify();
const body = process.env.BARE_BODY;
app.get('/', (_request, reply) => reply.type('application/json; charset=utf-8').send(body));
await app.listen({ port: 0, host: '127.0.0.1' });
process.send(app.server.address().port);
