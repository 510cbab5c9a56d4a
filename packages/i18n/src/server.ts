/** The language of one request: from its cookie, else from what the browser prefers, else Chinese. */
export { paraglideMiddleware as withRequestLocale } from './generated/server.js';
