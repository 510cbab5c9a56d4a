import { CodedError } from '@paperkite/kernel';

/**
 * `makecode_unavailable`: a file of the engine could not be fetched (details.file). `makecode_failed`: the engine broke down (details.message, for
 * the console). `makecode_no_runtime`: no compiled runtime for this set of packages. `makecode_closed`: it was closed meanwhile.
 * `simulator_failed`: the simulator did not start or its program broke (details.message).
 */
export type MakeCodeErrorCode =
  'makecode_unavailable' | 'makecode_failed' | 'makecode_no_runtime' | 'makecode_closed' | 'simulator_failed';

export class MakeCodeError extends CodedError<MakeCodeErrorCode> {}
