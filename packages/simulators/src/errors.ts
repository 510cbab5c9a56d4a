import { CodedError } from '@paperkite/kernel';

/**
 * - `bad-hex`: a text is no Intel HEX, or has bytes outside the chip's flash.
 */
export type SimulatorErrorCode = 'bad-hex';

export class SimulatorError extends CodedError<SimulatorErrorCode> {}
