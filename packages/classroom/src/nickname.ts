import { err, ok, type Result } from '@paperkite/kernel';
import { ClassroomError } from './errors.ts';
import { looksLikeRealName } from './real-names.ts';

/** Longest nickname in Unicode characters. */
export const MAX_NICKNAME_LENGTH = 20;

/** A remark on a nickname that can be used: shown, and left to the child. */
export type NicknameHint = 'maybe_real_name';

/** Letters of any script with their accents, digits, single emoji, and a few marks that names hold. Nothing invisible. */
const SAFE = /^(?:\p{L}\p{M}{0,2}|\p{N}|\p{Emoji_Presentation}|[ ·_\-'.!?~、，。！？～])+$/u;
const HAS_A_SIGN = /[\p{L}\p{N}\p{Emoji_Presentation}]/u;

/** Ways to reach or find a child: an address, a link, or digits long enough for a telephone, QQ, identity or pupil number. */
const PERSONAL = [
  /@/,
  /https?:|www\.|\.(?:com|cn|net|org)\b/i,
  /(?:\d[\s\-.·_]?){5,}/,
  /(?:微信|威信|wechat|weixin|vx|电话|手机)\s*:?\s*[a-z\d]/i,
  /qq\s*:?\s*\d/i,
];

/** Nobody calls himself what children trust. */
const RESERVED =
  /^(?:.{0,3}老师|.{0,2}教师|班主任|校长|管理员|客服|官方|系统|纸鸢|teacher|admin|administrator|moderator|support|system|paperkite)$/i;

/**
 * The form in which two nicknames are the same: case and width do not count. The store compares by it
 * (`lower(normalize(nickname, nfkc))`).
 */
export const nicknameKey = (nickname: string): string => nickname.normalize('NFKC').toLowerCase();

/**
 * A nickname as a child typed it, cleaned: NFKC, no spaces around, one space between. `taken` holds keys of the class
 * ({@link nicknameKey}).
 *
 * Fails with `nickname_empty`, `nickname_too_long` (detail `max`), `nickname_unsafe` (invisible, control, markup characters),
 * `nickname_personal` (e-mail, telephone, other numbers and accounts), `nickname_reserved` (a teacher's or our own name) or
 * `nickname_taken`. What might be a real name is no failure: see {@link nicknameHints}.
 */
export function checkNickname(typed: string, taken: Iterable<string> = []): Result<string, ClassroomError> {
  // Bounded before anything else looks at it; NFKC can make one character into eighteen.
  const nickname = typed.slice(0, 400).normalize('NFKC').trim().replaceAll(/\s+/g, ' ');
  if (nickname === '') return err(new ClassroomError('nickname_empty'));
  // First what is personal, so that a long address is not answered with "make it shorter".
  if (PERSONAL.some((pattern) => pattern.test(nickname))) return err(new ClassroomError('nickname_personal'));
  if (Array.from(nickname).length > MAX_NICKNAME_LENGTH) {
    return err(new ClassroomError('nickname_too_long', { max: MAX_NICKNAME_LENGTH }));
  }
  if (!SAFE.test(nickname) || !HAS_A_SIGN.test(nickname)) return err(new ClassroomError('nickname_unsafe'));
  if (RESERVED.test(nickname.replaceAll(' ', ''))) return err(new ClassroomError('nickname_reserved'));
  const key = nicknameKey(nickname);
  for (const other of taken) if (other === key) return err(new ClassroomError('nickname_taken'));
  return ok(nickname);
}

/** What a child should be asked to think about before using this nickname. */
export const nicknameHints = (nickname: string): NicknameHint[] =>
  looksLikeRealName(nickname) ? ['maybe_real_name'] : [];
