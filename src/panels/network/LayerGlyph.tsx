import type { ReactNode } from "react";
import type { LayerKind } from "../../spec/catalogue.ts";
import { classNames } from "../../ui/class-names.ts";
import styles from "./LayerGlyph.module.css";

const ring = <circle cx="10" cy="10" r="7" className={styles.open} />;
const loop = (
  <>
    <circle cx="10" cy="10.5" r="7" className={styles.within} />
    <path d="M5.2 6.4a6.4 6.4 0 1 0 9.6 0" className={styles.ring} />
    <path d="M12.2 5.6h3.2V2.6" className={styles.line} />
  </>
);
/** A funnel: many numbers become few. */
const funnel = "M4.5 6h11l-5.5 8.5z";
const square = <rect x="3" y="3" width="14" height="14" rx="1" className={styles.thin} />;
const floor = <path d="M5 17h10" className={styles.line} />;

const shapes: Readonly<Record<LayerKind | "loss", ReactNode>> = {
  input: <circle cx="10" cy="10" r="5" className={styles.open} />,
  dense: <circle cx="10" cy="10" r="5.5" className={styles.solid} />,
  activation: (
    <>
      {ring}
      <path d="M6 12.5c3.5 0 4.5-5 8-5" className={styles.line} />
    </>
  ),
  dropout: <circle cx="10" cy="10" r="6" className={styles.dashed} />,
  flatten: <rect x="3.5" y="7.5" width="13" height="5" rx="1" className={styles.open} />,
  reshape: (
    <>
      <rect x="3" y="3.5" width="8" height="13" rx="1" className={styles.open} />
      <rect x="5.5" y="8" width="11.5" height="6" rx="1" className={styles.open} />
    </>
  ),
  conv1d: (
    <>
      <rect x="2.5" y="6" width="15" height="8" rx="1" className={styles.open} />
      <rect x="6" y="4" width="5" height="12" rx="1" className={styles.solid} />
    </>
  ),
  conv2d: (
    <>
      <rect x="3" y="3" width="14" height="14" rx="1" className={styles.open} />
      <rect x="5.5" y="5.5" width="6" height="6" rx="0.5" className={styles.solid} />
    </>
  ),
  maxPooling1d: <path d={funnel} className={styles.solid} />,
  averagePooling1d: <path d={funnel} className={styles.open} />,
  globalMaxPooling1d: (
    <>
      <path d={funnel} className={styles.solid} />
      {floor}
    </>
  ),
  globalAveragePooling1d: (
    <>
      <path d={funnel} className={styles.open} />
      {floor}
    </>
  ),
  maxPooling2d: (
    <>
      {square}
      <path d="M6 7h8l-4 6.5z" className={styles.solid} />
    </>
  ),
  averagePooling2d: (
    <>
      {square}
      <path d="M6 7h8l-4 6.5z" className={styles.thin} />
    </>
  ),
  globalMaxPooling2d: (
    <>
      {square}
      <path d="M6 5.5h8l-4 6.5z" className={styles.solid} />
      <path d="M6 14.5h8" className={styles.line} />
    </>
  ),
  globalAveragePooling2d: (
    <>
      {square}
      <path d="M6 5.5h8l-4 6.5z" className={styles.thin} />
      <path d="M6 14.5h8" className={styles.line} />
    </>
  ),
  batchNormalization: (
    <>
      {ring}
      <path d="M5.5 13c3 0 2.5-6 4.5-6s1.5 6 4.5 6" className={styles.line} />
    </>
  ),
  layerNormalization: (
    <>
      {ring}
      <path d="M6.5 7.5h7M6.5 10h7M6.5 12.5h7" className={styles.line} />
    </>
  ),
  gaussianNoise: (
    <>
      {ring}
      <path d="M5 10.5l1.8-2.5 1.6 4 1.8-5 1.6 5.5 1.5-3.5 1.7 1.5" className={styles.line} />
    </>
  ),
  embedding: (
    <>
      <rect x="4" y="3" width="12" height="14" rx="1" className={styles.open} />
      <path d="M4 7.7h12M4 12.3h12M8 3v14" className={styles.line} />
    </>
  ),
  simpleRnn: loop,
  lstm: (
    <>
      {loop}
      <rect x="7.5" y="8" width="5" height="5" className={styles.solid} />
    </>
  ),
  gru: (
    <>
      {loop}
      <circle cx="10" cy="10.5" r="2.2" className={styles.solid} />
    </>
  ),
  add: (
    <>
      {ring}
      <path d="M10 6v8M6 10h8" className={styles.line} />
    </>
  ),
  multiply: (
    <>
      {ring}
      <path d="M7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6" className={styles.line} />
    </>
  ),
  concatenate: (
    <>
      {ring}
      <path d="M8 6.5v7M12 6.5v7" className={styles.line} />
    </>
  ),
  loss: <path d="M3.5 7h13M6 7v5M14 7v5" className={styles.stop} />,
};

/** The station of a layer on the line: what kind it is, at a glance. */
export function LayerGlyph({
  kind,
  faulty = false,
}: {
  kind: LayerKind | "loss";
  faulty?: boolean;
}) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      aria-hidden="true"
      className={classNames(styles.glyph, faulty && styles.faulty)}
    >
      {shapes[kind]}
    </svg>
  );
}
