export { COLLAB_PATH } from '../refusals.ts';
