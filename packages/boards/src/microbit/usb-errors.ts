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

function isPolicy(error: unknown): boolean {
  const { name, cause } = (error ?? {}) as { name?: unknown; cause?: unknown };
  return name === 'SecurityError' || (cause !== undefined && isPolicy(cause));
}

/** The library's errors as ours; what is none of them stays what it is. */
export function explainUsbError(error: unknown, writing = false): unknown {
  if (isPolicy(error)) return new ConnectError('blocked_by_policy', {}, { cause: error });
  const code = codeOf(error);
  if (code === null) return error;
  const meaning = (writing ? WHILE_WRITING[code] : undefined) ?? CODES[code];
  if (meaning === 'vanished') return new TransportError('lost', {}, { cause: error });
  return new ConnectError(meaning, {}, { cause: error });
}
