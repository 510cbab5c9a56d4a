import { CodedError } from '@paperkite/kernel';

/**
 * `load_failed`: the program did not start (details.message, for the console). `no_answer`: the project is too busy to answer.
 * `no_frame_code`: the stage's own code could not be fetched. `destroyed`: the stage was closed or stopped meanwhile.
 */
export type StageErrorCode = 'load_failed' | 'no_answer' | 'no_frame_code' | 'destroyed';

export class StageError extends CodedError<StageErrorCode> {}
