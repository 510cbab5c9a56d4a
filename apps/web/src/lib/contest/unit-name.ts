import { preferences } from '@paperkite/ui';

/** A unit's name in the language of the page; many schools have none in English. */
export const unitName = ({ nameZh, nameEn }: { nameZh: string; nameEn: string | null }): string =>
  preferences.locale === 'en' ? (nameEn ?? nameZh) : nameZh;
