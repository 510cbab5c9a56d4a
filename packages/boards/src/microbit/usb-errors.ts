import type { DeviceErrorCode } from '@microbit/microbit-connection';
import { ConnectError, type ConnectCode } from '../connect/connect-codes.ts';
import { TransportError } from '../transport/errors.ts';

const CODES: Readonly<Record<DeviceErrorCode, ConnectCode | 'vanished'>> = {
  'no-device-selected': 'nothing_chosen',
  unsupported: 'unsupported_browser',
  disabled: 'unexpected',
  'permission-denied': 'no_rights',
  'location-disabled': 'unexpected',
  'not-connected': 'vanished',
  'device-in-use': 'busy_other_program',
  'device-disconnected': 'vanished',
  timeout: 'no_answer',
  'connection-error': 'no_answer',
  'firmware-update-required': 'microbit_firmware_old',
  'pairing-information-lost': 'unexpected',
  aborted: 'unexpected',
};

/** What is shaky while bytes go over is silence before. */
const WHILE_WRITING: Partial<Record<DeviceErrorCode, ConnectCode>> = {
  timeout: 'upload_unsteady',
  'connection-error': 'upload_unsteady',
};

/** Without importing the library, which is loaded late: its errors are told by name and code. */
function codeOf(error: unknown): DeviceErrorCode | null {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && code in CODES ? (code as DeviceErrorCode) : null;
}

/** What the browser forbade, somewhere below the error: by a policy, or because its list opens in answer to a click only. */
function forbiddenBy(error: unknown): 'policy' | 'no-click' | null {
  const { name, message, cause } = (error ?? {}) as { name?: unknown; message?: unknown; cause?: unknown };
  if (name === 'SecurityError') return String(message).includes('user gesture') ? 'no-click' : 'policy';
  return cause === undefined ? null : forbiddenBy(cause);
}

/** The library's errors as ours; what is none of them stays what it is. */
export function explainUsbError(error: unknown, writing = false): unknown {
  const forbidden = forbiddenBy(error);
  if (forbidden !== null)
    return new ConnectError(forbidden === 'policy' ? 'blocked_by_policy' : 'nothing_chosen', {}, { cause: error });
  const code = codeOf(error);
  if (code === null) return error;
  const meaning = (writing ? WHILE_WRITING[code] : undefined) ?? CODES[code];
  if (meaning === 'vanished') return new TransportError('lost', {}, { cause: error });
  return new ConnectError(meaning, {}, { cause: error });
}
