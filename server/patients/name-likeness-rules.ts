// How alike two names are: typing errors, accents, short forms, swapped parts. Pure.

/** Short forms and spellings of one given name; whoever says one may have been written down as another. */
const oneName = [
  'alexander alex sasha xander alejandro',
  'alexandra alex sandra sasha alejandra',
  'andrew andy drew andres',
  'anthony tony antonio',
  'barbara barb barbie',
  'benjamin ben benny',
  'catherine katherine kathryn cathy kathy kate katie kay catalina',
  'charles charlie chuck carlos',
  'christina christine tina chris cristina',
  'christopher chris cristobal',
  'daniel dan danny',
  'david dave davy',
  'deborah debra deb debbie',
  'dorothy dot dottie',
  'edward ed eddie ted ned eduardo',
  'elizabeth liz lizzie beth betty eliza elisabeth isabel isabella elisa',
  'francis frank francisco paco pancho',
  'george jorge',
  'gregory greg',
  'guadalupe lupe',
  'henry hank harry enrique',
  'jacob jake jacobo',
  'james jim jimmy jamie jaime santiago diego',
  'jennifer jen jenny',
  'john jack johnny jon juan',
  'joseph joe joey jose pepe',
  'joshua josh',
  'katrina trina',
  'lawrence larry laurence lorenzo',
  'leonard leo len lenny',
  'louis lewis lou luis',
  'margaret maggie meg peggy marge margie margarita rita',
  'mary maria marie molly polly',
  'matthew matt mateo',
  'michael mike mick mikey miguel',
  'mohammed muhammad mohamed mohammad muhammed',
  'natalia natalie nat tasha natasha',
  'nicholas nick nicolas nico',
  'patricia pat patty tricia trish',
  'patrick pat paddy',
  'peter pete pedro',
  'philip phil phillip felipe',
  'rebecca becky becca',
  'richard rick rich dick ricky ricardo',
  'robert bob bobby rob robbie bert roberto beto',
  'ronald ron ronnie',
  'samuel sam sammy',
  'sarah sara sally sadie',
  'stephen steven steve stefan esteban',
  'susan sue susie suzanne susana',
  'theodore ted teddy theo teodoro',
  'theresa teresa terry tess tessa',
  'thomas tom tommy tomas',
  'victoria vicky tori',
  'vincent vince vinny vicente',
  'virginia ginny',
  'walter walt wally',
  'william bill billy will willy liam guillermo memo',
].map((names) => new Set(names.split(' ')));

/** Lower case, without accents, apostrophes and hyphens. */
export function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** 1 = the same but for accents and case; 0 = nothing in common. Of several words, the best pairing counts. */
export function likenessOf(one: string, other: string): number {
  const [a, b] = [foldName(one), foldName(other)];
  if (a === b) return 1;
  const [short, long] = [a.split(' '), b.split(' ')].toSorted((x, y) => x.length - y.length);
  const best = (short ?? []).map((word) =>
    Math.max(...(long ?? []).map((candidate) => wordLikeness(word, candidate))),
  );
  const parts = best.reduce((sum, likeness) => sum + likeness, 0) / Math.max(1, best.length);
  const whole = wordLikeness(a.replaceAll(' ', ''), b.replaceAll(' ', ''));
  // A second name that one of them leaves out makes it a little less alike.
  return Math.max(whole, short?.length === long?.length ? parts : parts * 0.95);
}

function wordLikeness(a: string, b: string): number {
  if (a === b) return 1;
  if (oneName.some((names) => names.has(a) && names.has(b))) return 0.95;
  if (a.length === 0 || b.length === 0) return 0;
  return 1 - typingErrors(a, b) / Math.max(a.length, b.length, 4);
}

/** Letters wrong, missing, too many, or two beside each other swapped (optimal string alignment). */
export function typingErrors(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    [before, above] = [above, row];
  }
  return above[b.length] ?? 0;
}
