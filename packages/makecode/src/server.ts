export { createNodeCompiler } from './node/node-compiler.ts';
