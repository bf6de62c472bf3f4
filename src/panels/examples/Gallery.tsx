import type { ReactNode } from "react";
import { useMemo } from "react";
import { elements } from "../../engine/core/shape.ts";
import { t } from "../../i18n/index.ts";
import { chooseExample, shownAtMost, useExamination } from "../../stores/examination.ts";
import { exampleLook } from "../../ui/charts/example-look.ts";
import { classNames } from "../../ui/class-names.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";
import { ExampleThumb } from "./ExampleThumb.tsx";
import styles from "./Gallery.module.css";
import { useExamples } from "./use-example.ts";

interface GalleryProps<Item> {
  info: DatasetInfo;
  items: readonly Item[];
  /** What is said where there are none. */
  empty: string;
  /** What stands under an example's picture. */
  tile: (item: Item) => ReactNode;
}

/** Examples to choose one from. */
export function Gallery<Item extends { readonly index: number }>({
  info,
  items,
  empty,
  tile,
}: GalleryProps<Item>) {
  const chosen = useExamination((state) => state.chosen);
  const look = useMemo(() => exampleLook(info), [info]);
  const shown = items.slice(0, shownAtMost(elements(info.inputShape)));
  const examples = useExamples(shown.map(({ index }) => index));
  if (items.length === 0) return <p className={styles.quiet}>{empty}</p>;
  return (
    <ul className={styles.tiles} data-look={look.kind} aria-label={t("examples.gallery.list")}>
      {shown.map((item) => (
        <li key={item.index}>
          <button
            type="button"
            className={classNames(styles.tile, item.index === chosen && styles.chosen)}
            aria-pressed={item.index === chosen}
            onClick={() => chooseExample(item.index)}
          >
            <ExampleThumb info={info} look={look} example={examples.get(item.index)} />
            {tile(item)}
          </button>
        </li>
      ))}
    </ul>
  );
}
