import { createOpenApiDocument } from './openapi';

/** `npm run api-types` turns this document into the types of every client. */
process.stdout.write(JSON.stringify(createOpenApiDocument('http://127.0.0.1:8080'), null, 2));
