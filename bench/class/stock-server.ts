// The peer: Hocuspocus as it comes, documents in memory, everybody may do everything.
import { Server } from '@hocuspocus/server';

const server = new Server({
  port: Number(process.env.PORT),
  address: '127.0.0.1',
  quiet: true,
  maxPendingDocuments: 1000,
});
await server.listen();
