/** Sounds of characters that pupils' names are made of, by syllable; for names only, so one reading each. */
const SYLLABLES = `a啊阿 ai爱哀 an安按暗 ba八把爸吧 bai白百摆 ban半班板办 bang帮棒 bao包保报宝 bei北被背杯 ben本 bi比笔必闭 bian变边便编
biao表标 bing冰并 bo波播博 bu不步部布 cai才菜猜彩 can参 cao操草 ce测侧册 ceng层 cha查差茶 chang长常场唱 chao超朝 che车 chen沉 cheng成程城乘 chi持吃尺
chong重虫 chu出初处除 chuan传船穿 chuang窗床 ci次词 cong从 cuo错 da大打答 dai带代待 dan单但蛋 dang当 dao到道倒刀 de的得 deng灯等登 di地低底第 dian点电店
diao掉 ding定顶 dong动东冬 dou都 du度读毒 duan段短断 dui对队 duo多 er二儿耳 fa发法 fan反翻返 fang方放房 fei飞 fen分份 feng风蜂 fu复服负浮 gai改 gan感干
gang刚 gao高告 ge个各歌格 gei给 gen跟 geng更 gong工公共 gou狗够 gu古故 gua挂 guan关管 guang光 gui规 guo过果国 hai还海孩 han汉 hao好号 he和合河 hei黑 hen很
heng横 hong红 hou后 hu湖呼 hua花画话 huan环换 huang黄 hui会回灰 huo火或活 ji机级记计几积 jia加家 jian间见减键检 jiang将 jiao角叫交 jie接节界街 jin金进近
jing经景静 jiu九就 ju距句局 juan卷 jue觉 jun均 kai开 kan看 kang康 kao靠 ke可课科客 kong空控 kou口 ku库 kua跨 kuai快块 kuan宽 kuang框 la拉 lai来 lan蓝 lang浪 lao老
le了乐 lei类累 leng冷 li力里离利 lia俩 lian连联 liang亮量两 ling零令铃 liu六流 long龙 lou楼 lu路录绿 luo落 ma马妈码 mai卖 man慢满 mang忙 mao猫毛 mei没每美
men门们 mi米 mian面 miao秒喵 min民 ming名明 mo模末 mu目木母 na那拿 nan南男难 nao闹 nei内 neng能 ni你 nian年 niao鸟 niu牛扭 nong农 nv女 nuan暖 pai拍排牌 pan判盘 pao跑
peng碰 pi皮 pian片偏 ping平屏 po破 pu普 qi七起器气期 qian前千 qiang强墙 qiao敲桥 qie切 qin亲 qing请清情 qiu球求 qu去区取 quan全圈 que确 ran然 rang让 re热 ren人 ri日 rou柔
ru入如 ruan软 san三 se色 sha沙 shan山闪 shang上 shao少 she设射 shen身深 sheng声生升 shi时是十示 shou手收 shu数树书输 shuang双 shui水 shun顺 shuo说 si四 song送 su速 suan算
sui随 suo锁 ta他它 tai太台 tan弹 tang糖 te特 ti体题 tian天 tiao条跳 tie铁 ting听停 tong同通 tou头 tu图土 tui推 wai外 wan完玩万 wang网王 wei位为温未 wen文问稳 wo我 wu五无物
xi西系 xia下 xian线先 xiang向像 xiao小校 xie写 xin心新信 xing行星 xiong熊 xu需 xuan旋 xue学 xun循 ya压 yan颜延 yang样阳 yao要摇 ye也夜 yi一已以 yin音 ying应 yong用 you有右 yu雨鱼
yuan远元 yue月 yun云 zai在 zao早 ze则 zen怎 zhan站 zhang张 zhao照 zhe这 zhen真 zheng正 zhi只值 zhong中 zhou周 zhu主 zhua抓 zhuan转 zhuang状 zhun准 zi子字 zong总 zou走 zu组 zui最 zuo左做`;

/** Words that have a usual name in English programs. */
const WORDS: Readonly<Record<string, string>> = {
  变量: 'value',
  计数: 'count',
  次数: 'count',
  分数: 'score',
  得分: 'score',
  速度: 'speed',
  温度: 'temperature',
  湿度: 'humidity',
  亮度: 'brightness',
  角度: 'angle',
  距离: 'distance',
  时间: 'time',
  秒数: 'seconds',
  状态: 'state',
  按钮: 'button',
  开关: 'switch',
  颜色: 'colour',
  声音: 'sound',
  列表: 'list',
  数据: 'data',
  结果: 'result',
  最大: 'max',
  最小: 'min',
  平均: 'average',
  总和: 'sum',
  光线: 'light',
  闪烁: 'blink',
  高度: 'height',
  长度: 'length',
  数字: 'number',
  编号: 'number',
};

const SOUNDS = new Map<string, string>();
for (const entry of SYLLABLES.split(/\s+/)) {
  const [, sound = '', characters = ''] = /^([a-z]+)(.*)$/.exec(entry) ?? [];
  for (const character of characters) SOUNDS.set(character, sound);
}

/** ASCII words of a name in any script: words that are known in English, sounds of Chinese characters, letters without their accents. */
export function asciiWords(name: string): string[] {
  const words: string[] = [];
  let latin = '';
  const endLatin = (): void => {
    if (latin !== '') words.push(latin);
    latin = '';
  };
  const characters = Array.from(name);
  for (let i = 0; i < characters.length; i++) {
    const pair = WORDS[characters.slice(i, i + 2).join('')];
    const plain = characters[i]!.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
    if (/^[A-Za-z0-9]$/.test(plain)) latin += plain;
    else {
      endLatin();
      const word = pair ?? SOUNDS.get(characters[i]!);
      if (word !== undefined) words.push(word);
      if (pair !== undefined) i++;
    }
  }
  endLatin();
  return words;
}
