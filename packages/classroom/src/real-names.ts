/** The hundred or so most common surnames of China; they cover more than four fifths of the people. */
const SURNAMES = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
);
const COMPOUND_SURNAMES = ['欧阳', '上官', '司马', '诸葛', '东方', '皇甫', '尉迟', '公孙', '令狐', '慕容'];

/** Words that begin with a surname's character and are nobody's name. */
const NOT_NAMES =
  /^(?:金鱼|金牌|白云|白兔|白雪|黄瓜|黄河|高手|高兴|马路|龙猫|龙舟|熊猫|石头|江湖|雷电|夏天|夏日|方块|田野|叶子|毛线|汤圆|万岁|文具|金星|白熊|黑马)/;

/**
 * Whether this could be somebody's full name: two to four Chinese characters after a common surname, or two capitalised
 * words. A guess, right often enough for a friendly question and wrong too often for a refusal.
 */
export function looksLikeRealName(nickname: string): boolean {
  if (/^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u.test(nickname)) return true;
  if (!/^\p{Script=Han}{2,4}$/u.test(nickname) || NOT_NAMES.test(nickname)) return false;
  if (COMPOUND_SURNAMES.some((surname) => nickname.startsWith(surname))) return nickname.length >= 3;
  return nickname.length <= 3 && SURNAMES.has(nickname[0]!);
}
