/** Reads the body and answers 204: what HTTP alone costs, and how much load the generator can make. */
import { createServer } from 'node:http';
import { listen } from './listen.ts';

listen(
  createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(204).end());
  }),
);
