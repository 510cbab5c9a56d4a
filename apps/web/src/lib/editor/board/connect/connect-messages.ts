import type { ConnectCode } from '@paperkite/boards';
import { m } from '@paperkite/i18n';

type Text = () => string;

/** What happened, and the next step, by code. */
const MESSAGES: Readonly<Record<ConnectCode, readonly [what: Text, next: Text]>> = {
  unsupported_browser: [m.connect_unsupported_browser_what, m.connect_unsupported_browser_next],
  insecure_page: [m.connect_insecure_page_what, m.connect_insecure_page_next],
  blocked_by_policy: [m.connect_blocked_by_policy_what, m.connect_blocked_by_policy_next],
  nothing_chosen: [m.connect_nothing_chosen_what, m.connect_nothing_chosen_next],
  busy_other_board: [m.connect_busy_other_board_what, m.connect_busy_other_board_next],
  busy_other_tab: [m.connect_busy_other_tab_what, m.connect_busy_other_tab_next],
  busy_other_program: [m.connect_busy_other_program_what, m.connect_busy_other_program_next],
  busy_or_no_rights_linux: [m.connect_busy_or_no_rights_linux_what, m.connect_busy_or_no_rights_linux_next],
  no_rights: [m.connect_no_rights_what, m.connect_no_rights_next],
  no_rights_linux: [m.connect_no_rights_linux_what, m.connect_no_rights_linux_next],
  usb_chip_needs_serial: [m.connect_usb_chip_needs_serial_what, m.connect_usb_chip_needs_serial_next],
  wrong_board: [m.connect_wrong_board_what, m.connect_wrong_board_next],
  microbit_firmware_old: [m.connect_microbit_firmware_old_what, m.connect_microbit_firmware_old_next],
  no_answer: [m.connect_no_answer_what, m.connect_no_answer_next],
  firmware_newer: [m.connect_firmware_newer_what, m.connect_firmware_newer_next],
  board_lost: [m.connect_board_lost_what, m.connect_board_lost_next],
  board_lost_uploading: [m.connect_board_lost_uploading_what, m.connect_board_lost_uploading_next],
  upload_unsteady: [m.connect_upload_unsteady_what, m.connect_upload_unsteady_next],
  upload_not_kept: [m.connect_upload_not_kept_what, m.connect_upload_not_kept_next],
  program_too_large: [m.connect_program_too_large_what, m.connect_program_too_large_next],
  file_damaged: [m.connect_file_damaged_what, m.connect_file_damaged_next],
  file_wrong_board: [m.connect_file_wrong_board_what, m.connect_file_wrong_board_next],
  file_over_bootloader: [m.connect_file_over_bootloader_what, m.connect_file_over_bootloader_next],
  unexpected: [m.connect_unexpected_what, m.connect_unexpected_next],
};

/** Says to a person why there is no board, or no program on it, and what to do. */
export function connectMessage(code: ConnectCode): { what: string; next: string } {
  const [what, next] = MESSAGES[code];
  return { what: what(), next: next() };
}
