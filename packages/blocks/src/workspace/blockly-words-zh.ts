/** What Blockly 13.3 leaves in English, or in traditional characters, in its Chinese words. Keys are Blockly's; %1 and %2 are filled in by it. */
const MISSING: Record<string, string> = {
  ANNOUNCE_CANT_SCROLL_FURTHER: '不能再滚动了。',
  ANNOUNCE_MOVE_AFTER: '%1放到%2后面。',
  ANNOUNCE_MOVE_AROUND: '%1包住%2。',
  ANNOUNCE_MOVE_BEFORE: '%1放到%2前面。',
  ANNOUNCE_MOVE_CANCELED: '已取消移动。',
  ANNOUNCE_MOVE_INSIDE: '%1放进%2里面。',
  ANNOUNCE_MOVE_OF: '%2的%1',
  ANNOUNCE_MOVE_TO: '%1放到%2。',
  ANNOUNCE_MOVE_WORKSPACE: '在工作区上移动%1。',
  ARIA_LABEL_BUTTON: '按钮',
  ARIA_LABEL_HEADING: '标题',
  ARIA_TYPE_FIELD_CHECKBOX: '复选框',
  ARIA_TYPE_FIELD_DROPDOWN: '下拉菜单',
  ARIA_TYPE_FIELD_IMAGE: '图片',
  ARIA_TYPE_FIELD_INPUT: '输入框',
  ARIA_TYPE_FIELD_NUMBER: '数字',
  ARIA_TYPE_FIELD_TEXT_INPUT: '文字',
  BUBBLE_LABEL_DEFAULT: '气泡',
  CONTEXT_MENU_KEY: '≣ 菜单键',
  FIELD_LABEL_CHECKBOX_CHECKED: '已选中',
  FIELD_LABEL_CHECKBOX_UNCHECKED: '未选中',
  FIELD_LABEL_EDIT_PREFIX: '编辑%1',
  FIELD_LABEL_EMPTY: '空',
  FIELD_LABEL_OPTION_INDEX: '选项%1',
  FIELD_LABEL_VARIABLE: '变量“%1”',
  KEYBOARD_NAV_COPIED_HINT: '已复制。按 %1 粘贴。',
  KEYBOARD_NAV_CUT_HINT: '已剪切。按 %1 粘贴。',
  OPEN_TRASH: '打开回收站',
  RESET_ZOOM: '恢复原来的大小',
  SHORTCUTS_JUMP_NEXT_PAGE: '跳到下一页',
  SHORTCUTS_JUMP_PREVIOUS_PAGE: '跳到上一页',
  SHORTCUTS_SCROLL_DOWN: '向下滚动',
  SHORTCUTS_SCROLL_LEFT: '向左滚动',
  SHORTCUTS_SCROLL_RIGHT: '向右滚动',
  SHORTCUTS_SCROLL_UP: '向上滚动',
  ZOOM_IN: '放大',
  ZOOM_OUT: '缩小',
};

/** Blockly says 块 where Chinese children say 积木 (docs/glossary.md), except in 信息块. */
const asWeSay = (text: string): string => text.replace(/代码块|(?<!信息)块/g, '积木');

/** Blockly's Chinese words, complete and in our terms. */
export const completeChinese = (messages: Record<string, string>): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, asWeSay(text)])),
  ...MISSING,
});
