import type { CodeComments } from './catalogue.ts';

export const CHINESE: CodeComments = {
  madeForUno: '用纸鸢的积木生成，适用于 Arduino Uno。',
  whenStarted: '当板子启动',
  whenLine: '当串口收到一行',
  whenPin: (pin, rising) => `当引脚 ${pin} 变成${rising ? '高' : '低'}电平`,
  whenReceived: (message) => `当收到“${message}”`,
  broadcasts: (message) => `广播“${message}”。`,
  nobodyListens: (message) => `没有脚本在等“${message}”。`,
  noOtherScripts: '没有别的脚本。',
  current: '轮到的脚本',
  startedAnew: '它这一轮里有没有让自己重新开始',
  lookAtInputs: '每轮之后看看外面发生了什么。',
  helpers: {
    'How several scripts take turns: each is a function that remembers the line where it gave way, and goes on there':
      '几个脚本怎样轮流运行：每个脚本是一个函数，它记住自己让位时在哪一行，',
    'at its next turn ("protothreads"). It answers whether it has come to its end.':
      '下次轮到时从那里继续（叫作 protothread）。返回值表示脚本是不是已经到头。',
    'A list of numbers. Places count from 1; there is nothing outside of it.':
      '数字列表。位置从 1 数起，范围以外什么也没有。',
    'The place as a whole number, 0 when it is outside.': '取整后的位置；超出范围时为 0。',
    'Whether a pin has changed to this level since the last look.': '引脚从上次查看以来，是不是变成了这个电平。',
    'Seconds since the start, or since the timer was reset.': '启动以来，或者计时器归零以来的秒数。',
    'Centimetres by ultrasound; 0 when nothing is heard.': '超声波测得的厘米数；没有回声时为 0。',
    'Unlike pulseIn it also counts the time that interrupts take.': '和 pulseIn 不同，中断占用的时间也算在内。',
    'A strip of WS2812 LEDs: three bytes each, green first.': 'WS2812 灯带：每颗灯三个字节，绿色在前。',
    'Sends one bit after another: 0.3 microseconds high is a 0, 0.75 a 1.':
      '一位一位地发送：高电平 0.3 微秒是 0，0.75 微秒是 1。',
    'A 16x2 LCD with the usual I2C adapter (PCF8574 at address 0x27). It takes four bits at a time.':
      '带常见 I2C 转接板的 16x2 液晶屏（PCF8574，地址 0x27）。每次传四位。',
    'Fills a row with the first 16 characters of a text.': '用文字的前 16 个字符填满一行。',
    'The nearest whole number; halves go up.': '四舍五入到整数；正好一半时进位。',
    'A whole number that is not outside of low..high.': '取整，并限制在 low 到 high 之间。',
    'What is left of a after dividing by b, with the sign of b.': 'a 除以 b 的余数，正负号与 b 相同。',
    'A whole number if both ends are whole, otherwise a fraction.': '两端都是整数时取整数，否则取小数。',
    'A number as text: whole numbers with all digits, others with six.':
      '把数字写成文字：整数写全，小数保留六位有效数字。',
    'The number in binary, before and after the point.': '小数点前后的二进制数。',
    'The same in decimal: divide by ten before the point, multiply by ten after it.':
      '换成十进制：小数点前不断除以十，小数点后不断乘以十。',
    'Six digits, the last one rounded.': '六位数字，最后一位四舍五入。',
    'Character n of a text, from 1. A character can take several bytes (UTF-8).':
      '文字的第 n 个字符，从 1 数起。一个字符可能占几个字节（UTF-8）。',
    'Takes what came over the serial port; true when a line is complete.': '读取串口收到的内容；收满一行时为 true。',
    'The number that the last line begins with.': '最后一行开头的数字。',
    'The rest of a division, with the sign of the divisor.': '除法的余数，正负号与除数相同。',
    'A whole number if both ends are whole, otherwise any between them.':
      '两端都是整数时取整数，否则取两端之间的任意数。',
    'Whether two texts are the same but for capital letters.': '两段文字是否相同，不分大小写。',
    'Item of a list, counting from 1; 0 where there is none.': '列表的一项，从 1 数起；没有时为 0。',
    'Changes an item, counting from 1; nothing where there is none.': '替换一项，从 1 数起；没有时什么也不做。',
    'Inserts before an item, or behind the last one.': '插到某一项前面，或者最后一项后面。',
    'Takes an item out, counting from 1; nothing where there is none.': '删除一项，从 1 数起；没有时什么也不做。',
    'The number that a text begins with, otherwise 0.': '文字开头的数字；没有时为 0。',
    'Lets the other scripts have a turn every now and then.': '隔一会儿让别的脚本运行一下。',
    'One run of a script; others can end it.': '脚本的一次运行；别的脚本可以结束它。',
    'A script that messages start anew, and that can be stopped.': '脚本：收到消息会重新开始，也可以被停止。',
    'Ends every script.': '结束所有脚本。',
    'Ends every script but one.': '结束除自己以外的所有脚本。',
  },
};
